using Nabla.Data;
using Nabla.Images;

namespace Nabla.Samples;

/// <summary>What a tensor is: axes, shape and element type, slices of real digits, batches, and the shapes that data have.</summary>
public static class TensorLessons
{
    /// <returns>The tensors of the lesson by name.</returns>
    public static IReadOnlyDictionary<string, Tensor> Run(SampleOptions options)
    {
        var shown = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Ranks(shown);
        var ((trainImages, trainLabels), _) = Mnist.LoadData(options.Data, Console.WriteLine);
        Attributes(trainImages, trainLabels, shown);
        Slices(trainImages, shown, options);
        Batches(trainImages, shown);
        Kinds(shown);
        return shown;
    }

    /// <summary>The rank is the number of axes: as many as there are nested brackets.</summary>
    static void Ranks(Dictionary<string, Tensor> shown)
    {
        // <tensors-ranks>
        var scalar = Tensor.Constant(5f);
        var vector = Tensor.Constant(new[] { 2f, 7f, 1f, 8f, 3f });
        var matrix = Tensor.Constant(new[,] { { 1f, 20, 3 }, { 4, 50, 6 }, { 7, 80, 9 } });
        var cube = Tensor.Stack([matrix, matrix + 1, matrix + 2, matrix + 3]);
        Console.WriteLine($"{scalar.Rank} {vector.Rank} {matrix.Rank} {cube.Rank}");    // 0 1 2 3
        // </tensors-ranks>

        // A vector of five elements has one axis of length 5; a tensor of rank 5 has five axes.
        var fourAxes = Tensor.Stack([cube, cube]);
        var fiveAxes = Tensor.Stack([fourAxes, fourAxes, fourAxes]);
        foreach (var (name, x) in new[] { ("scalar", scalar), ("vector", vector), ("matrix", matrix), ("cube", cube), ("four axes", fourAxes), ("five axes", fiveAxes) })
        {
            Console.WriteLine($"{name,-10} rank {x.Rank}, shape {x.Shape}");
            shown[name] = x;
        }

        Console.WriteLine(matrix);
    }

    static void Attributes(Tensor trainImages, Tensor trainLabels, Dictionary<string, Tensor> shown)
    {
        // <tensors-attributes>
        Console.WriteLine(trainImages.Rank);           // 3
        Console.WriteLine(trainImages.Shape);          // [60000, 28, 28]
        Console.WriteLine(trainImages.ElementType);    // UInt8
        Console.WriteLine(trainImages.Size);           // 47040000
        // </tensors-attributes>

        var digit = trainImages[4];
        Console.WriteLine(digit.ToImage().ToText());
        Console.WriteLine($"label: {trainLabels[4].ToScalar<byte>()}");
        (shown["images"], shown["labels"], shown["digit"]) = (trainImages, trainLabels, digit);
    }

    static void Slices(Tensor trainImages, Dictionary<string, Tensor> shown, SampleOptions options)
    {
        // <tensors-slices>
        // Digits 10 to 99, in three ways: what is not said is everything.
        var slice = trainImages[10..100];
        var same = trainImages[10..100, .., ..];
        var again = trainImages[10..100, 0..28, 0..28];

        // The lower right quarter of every digit, and the middle: ^7 counts from the end.
        var corners = trainImages[.., 14.., 14..];
        var middles = trainImages[.., 7..^7, 7..^7];
        // </tensors-slices>

        Console.WriteLine($"{slice.Shape} {same.Shape} {again.Shape}, equal: {(bool)(slice == again).All()}");
        Console.WriteLine($"corners {corners.Shape}, middles {middles.Shape}");
        Draw(slice, corners[10..100], middles[10..100], options.Picture("slices.png"));
        (shown["slice"], shown["same"], shown["again"], shown["corners"], shown["middles"]) = (slice, same, again, corners, middles);
    }

    /// <summary>Eight digits, their lower right quarters, and their middles.</summary>
    static void Draw(Tensor digits, Tensor corners, Tensor middles, string path)
    {
        var grid = new ImageGrid("Digits, [.., 14.., 14..], [.., 7..^7, 7..^7]", columns: 8);
        foreach (var part in new[] { digits, corners, middles })
        {
            for (int i = 0; i < 8; i++)
            {
                grid.Add(part[i]);
            }
        }

        grid.Save(path);
    }

    static void Batches(Tensor trainImages, Dictionary<string, Tensor> shown)
    {
        // <tensors-batches>
        // Axis 0 counts samples; a model sees some of them at a time.
        var batch = trainImages[..128];
        var next = trainImages[128..256];
        var n = 3;
        var nth = trainImages[(128 * n)..(128 * (n + 1))];
        // </tensors-batches>

        // Slices are views: no picture is copied, however large the batch.
        Console.WriteLine($"batches {batch.Shape} {next.Shape} {nth.Shape}");
        (shown["batch"], shown["next batch"], shown["nth batch"]) = (batch, next, nth);
    }

    /// <summary>The shapes in which data come; axis 0 counts samples in all of them.</summary>
    static void Kinds(Dictionary<string, Tensor> shown)
    {
        var kinds = new (string Name, string Example, Shape Shape)[]
        {
            ("vectors", "height, weight and age of 500 patients", [500, 3]),
            ("sequences", "temperature and wind in each hour of 90 days", [90, 24, 2]),
            ("pictures", "16 colour pictures of 32 by 32 dots", [16, 32, 32, 3]),
            ("videos", "2 clips of 24 frames of 16 by 16 dots", [2, 24, 16, 16, 3]),
        };
        foreach (var (name, example, shape) in kinds)
        {
            var x = Tensor.Zeros(shape);
            Console.WriteLine($"{name,-10} rank {x.Rank} {x.Shape,-20} {example}");
            shown[name] = x;
        }
    }
}
