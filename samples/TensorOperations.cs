using System.Diagnostics;

namespace Nabla.Samples;

/// <summary>The operations of a Dense layer twice: as loops over numbers, and as tensor operations. Both give the same.</summary>
public static class TensorOperations
{
    /// <param name="Name">The operation.</param>
    /// <param name="Loops">What the loops gave.</param>
    /// <param name="Tensor">What the tensor operation gave.</param>
    public sealed record Pair(string Name, Tensor Loops, Tensor Tensor)
    {
        internal Pair(string name, Array loops, Tensor tensor)
            : this(name, Tensor.Constant(loops), tensor)
        {
        }

        /// <summary>The largest difference between two elements.</summary>
        public double Difference => (double)(Loops - Tensor).Abs().Max();
    }

    public static IReadOnlyList<Pair> Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var pairs = Elementwise().Concat(Broadcasting()).Concat(Dots()).Concat(Shapes()).ToList();
        foreach (var pair in pairs)
        {
            Console.WriteLine($"{pair.Name,-28} {pair.Tensor.Shape,-12} largest difference {pair.Difference:G2}");
        }

        Race();
        return pairs;
    }

    static IEnumerable<Pair> Elementwise()
    {
        var x = Tensor.RandomNormal([30, 200]);
        var y = Tensor.RandomNormal([30, 200]);
        yield return new("relu", NaiveLoops.Relu(Rows(x)), x.Relu());
        yield return new("x + y", NaiveLoops.Add(Rows(x), Rows(y)), x + y);
        yield return new("x * y", NaiveLoops.Multiply(Rows(x), Rows(y)), x * y);
        yield return new("max(x, y)", NaiveLoops.Maximum(Rows(x), Rows(y)), x.Maximum(y));
        yield return new("relu(x + y)", NaiveLoops.Relu(NaiveLoops.Add(Rows(x), Rows(y))), (x + y).Relu());
    }

    static IEnumerable<Pair> Broadcasting()
    {
        // <tensors-broadcasting>
        var x = Tensor.RandomNormal([32, 10]);
        var y = Tensor.RandomNormal([10]);

        // Step 1: y gets a new axis in front. Step 2: it is repeated along the new axis.
        var withAxis = y.ExpandDims(0);                          // [1, 10]
        var repeated = Tensor.Concatenate([.. Enumerable.Repeat(withAxis, 32)], axis: 0);    // [32, 10]
        var sum = x + y;                                         // the same, and nothing is repeated in memory
        // </tensors-broadcasting>
        yield return new("x + y, y repeated by hand", x + repeated, sum);
        yield return new("x + y, a row at a time", NaiveLoops.AddRow(Rows(x), y.ToArray<float>()), sum);
        yield return new("x + y, BroadcastTo", x + y.BroadcastTo([32, 10]), sum);

        // Axes of length 1 are repeated wherever they stand.
        var images = Tensor.RandomUniform([16, 4, 32, 10]);
        var mask = Tensor.RandomUniform([32, 10]);
        yield return new("images * mask", images * mask.Reshape([1, 1, 32, 10]), images * mask);
    }

    static IEnumerable<Pair> Dots()
    {
        var x = Tensor.RandomNormal([32]);
        var y = Tensor.RandomNormal([32]);
        var a = Tensor.RandomNormal([20, 32]);
        var b = Tensor.RandomNormal([32, 12]);
        var bias = Tensor.RandomNormal([12]);
        yield return new("vector · vector", Tensor.Constant(NaiveLoops.Dot(x.ToArray<float>(), y.ToArray<float>())), x.Dot(y));
        yield return new("matrix · vector", NaiveLoops.Dot(Rows(a), x.ToArray<float>()), a.Dot(x));
        yield return new("matrix · matrix", NaiveLoops.Dot(Rows(a), Rows(b)), a.Dot(b));
        yield return new("relu(dot(a, b) + bias)", NaiveLoops.Relu(NaiveLoops.AddRow(NaiveLoops.Dot(Rows(a), Rows(b)), bias.ToArray<float>())), (a.Dot(b) + bias).Relu());
    }

    static IEnumerable<Pair> Shapes()
    {
        // <tensors-reshape>
        var x = Tensor.Constant(new[,] { { 0f, 1 }, { 2, 3 }, { 4, 5 } });
        var column = x.Reshape([6, 1]);
        var wide = x.Reshape([2, null]);      // null: what is left over, here 3
        var transposed = x.Transpose();       // [2, 3]: rows become columns
        // </tensors-reshape>
        yield return new("reshape to 2 rows", Tensor.Constant(new[,] { { 0f, 1, 2 }, { 3, 4, 5 } }), wide);
        yield return new("reshape to a column", Tensor.Constant(x.ToArray<float>(), [6, 1]), column);
        yield return new("transpose", NaiveLoops.Transpose(Rows(x)), transposed);
    }

    /// <summary>Why the loops are not written by hand.</summary>
    static void Race()
    {
        var x = Tensor.RandomNormal([30, 200]);
        var y = Tensor.RandomNormal([30, 200]);
        var (rowsX, rowsY) = (Rows(x), Rows(y));
        Console.WriteLine($"relu(x + y), 1000 times: tensors {Milliseconds(() => (x + y).Relu()):F1} ms, loops {Milliseconds(() => NaiveLoops.Relu(NaiveLoops.Add(rowsX, rowsY))):F1} ms");

        static double Milliseconds(Action work)
        {
            work();
            var clock = Stopwatch.StartNew();
            for (int i = 0; i < 1000; i++)
            {
                work();
            }

            return clock.Elapsed.TotalMilliseconds;
        }
    }

    static float[,] Rows(Tensor x) => (float[,])x.ToArray();
}
