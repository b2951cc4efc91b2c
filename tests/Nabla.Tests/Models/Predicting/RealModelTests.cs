using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Models.Predicting;

/// <summary>Models that people trained with Keras and published, with what Keras said of known inputs.</summary>
public sealed class RealModelTests
{
    [Fact]
    public void Published_models_give_Keras_s_answers_and_keep_them_when_converted()
    {
        string root = Path.Combine(Materials.Artifacts, "keras", "mnist");
        var digits = Idx.Read(Path.Combine(Materials.Artifacts, "datasets", "mnist", "t10k-images-idx3-ubyte.gz")).ToTensor()[..3].Cast(ElementType.Float32);
        int opened = 0;
        foreach (string expectation in Directory.EnumerateFiles(root, "expected.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(expectation));
            foreach (var file in json.RootElement.EnumerateObject().Where(file => !file.Value.TryGetProperty("note", out _)))
            {
                string path = Path.Combine(Path.GetDirectoryName(expectation)!, file.Name);
                if (Open(path) is { } model)
                {
                    using (model)
                    {
                        var x = Input(file.Value, digits, model.Inputs.Values.Single().Shape);
                        Same(Expected(file.Value), Ask(model, x), path);
                        Converted(path, model, x);
                        opened++;
                    }
                }
            }
        }

        Assert.True(opened >= 12, $"{opened} models were opened");
    }

    [Fact]
    public void Models_with_their_inputs_and_outputs_give_these_outputs()
    {
        int opened = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, "keras", "h5-io"), "*_model.h5", SearchOption.AllDirectories))
        {
            if (Open(path) is { } model)
            {
                using (model)
                using (var file = Hdf5File.Open(path.Replace("_model.h5", "_inputs_and_outputs.h5", StringComparison.Ordinal)))
                {
                    var inputs = Values(file, "inputs");
                    var answers = model.Run(inputs);
                    var expected = Values(file, "predictions");
                    Assert.Equal(expected.Count, answers.Count);
                    foreach (var (said, value) in expected.Values.Zip(answers.Values))
                    {
                        Same(said.ToArray<float>(), value.ToArray<float>(), path);
                    }

                    opened++;
                }
            }
        }

        Assert.True(opened >= 33, $"{opened} models were opened");
    }

    /// <summary>The model; null where it has layers that are not known here, which is said by name, or is one of Keras 1.</summary>
    static Predictor? Open(string path)
    {
        try
        {
            return Predictor.Open(path);
        }
        catch (ModelFormatException e) when (e.InnerException is NotSupportedException || e.Place == "keras_version")
        {
            return null;
        }
    }

    /// <summary>The model in every form that holds one answers to the bit as the file did.</summary>
    static void Converted(string path, Predictor model, Tensor x)
    {
        using var folder = new TemporaryFolder();
        float[] answer = Ask(model, x);
        string first = path.EndsWith(".keras", StringComparison.Ordinal) ? "m.h5" : "m.keras", second = first == "m.h5" ? "m.keras" : "m.h5";
        FileConversion.Convert(path, folder.File(first));
        FileConversion.Convert(folder.File(first), folder.File(second));
        FileConversion.Convert(folder.File(second), folder.File("w.safetensors"));
        FileConversion.Convert(folder.File("w.safetensors"), folder.File("again.keras"), new() { Model = folder.File(second) });
        foreach (string name in new[] { first, second, "again.keras" })
        {
            using var other = Predictor.Open(folder.File(name));
            Assert.Equal(answer, Ask(other, x));
        }
    }

    static float[] Ask(Predictor model, Tensor x) =>
        model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = x }).Values.Single().ToArray<float>();

    static Tensor Input(JsonElement file, Tensor digits, Shape shape)
    {
        if (file.TryGetProperty("preprocess", out var preprocess))
        {
            return (preprocess.GetString() == "x/255" ? digits / 255 : digits).Reshape([3, .. shape[1..]]);
        }

        // "x.flat[i]=((i*7)%17-8)/8, shape [2, 10, 6]"
        long[] lengths = [.. file.GetProperty("input").GetString()!.Split('[')[^1].TrimEnd(']').Split(',').Select(long.Parse)];
        return Tensor.Constant(Enumerable.Range(0, (int)lengths.Aggregate(1L, (a, b) => a * b)).Select(i => (((i * 7) % 17) - 8) / 8f).ToArray().AsSpan(), Shape.Of(lengths));
    }

    static float[] Expected(JsonElement file) => file.TryGetProperty("softmax_first3", out var rows)
        ? [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetSingle())]
        : [.. file.GetProperty("output").EnumerateArray().Select(value => value.GetSingle())];

    static Dictionary<string, Tensor> Values(Hdf5File file, string group) =>
        file.Root.OpenGroup(group).Links.ToDictionary(link => link.Name, link => file.Root.OpenDataset($"{group}/{link.Name}").Read().ToTensor(), StringComparer.Ordinal);

    static void Same(float[] expected, float[] actual, string path)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5 + (1e-4 * Math.Abs(expected[i])), $"{path}: number {i} is {actual[i]}, and Keras says {expected[i]}");
        }
    }
}
