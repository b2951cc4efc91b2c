using System.Text;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Layers;
using Nabla.Models.Saving;
using Nabla.Optimizers;
using Nabla.Schedules;
using Nabla.Tests.Formats;
using Xunit;

namespace Nabla.Tests.Models.Saving;

/// <summary>Whole models, damaged at random: raw, and inside with all checksums made anew. NABLA_MUTANTS sets how many.</summary>
public sealed class KerasMutationTests
{
    static readonly LoadLimits limits = new() { MaxDecodedBytes = 16 << 20 };

    static readonly Lazy<List<(string Config, byte[] Weights, byte[] Archive, byte[] Legacy, byte[] Plain)>> samples = new(() => [Sample(Plain()), Sample(Convolutional()), Sample(Drawn())]);

    static Model Plain()
    {
        var model = new Sequential([new Input([5]), new Dense(7, "tanh", kernelRegularizer: "l2", name: "first"), new Dropout(0.5, seed: 3), new BatchNormalization(), new Sequential([new Dense(4), new PReLU()], "inner"), new Dense(3, "softmax")]);
        model.Compile(new Adam(0.01) { Clipnorm = 1 }, "sparse_categorical_crossentropy", ["accuracy"]);
        model.TrainOnBatch(Tensor.Ones([4, 5]), Tensor.Zeros([4], ElementType.Int32));
        return model;
    }

    static Sequential Convolutional()
    {
        var model = new Sequential([new Input([8, 8, 2]), new Rescaling(0.5), new Conv2D(3, 3, activation: "relu"), new MaxPooling2D(2), new Flatten(), new Dense(2)]);
        model.Compile(new SGD(new ExponentialDecay(0.1, 10, 0.9), 0.9), "mse", ["mae"]);
        return model;
    }

    static Functional Drawn()
    {
        var (left, right) = (new Input([4], name: "left"), new Input([3], name: "right"));
        var shared = new Dense(3, "relu");
        var joined = new Concatenate().Call([shared.Call(new Dense(5).Call(left)), shared.Call(new Dense(5).Call(right))]);
        return new Functional([(Tensor)left, right], new Dense(2).Call(joined));
    }

    static (string Config, byte[] Weights, byte[] Archive, byte[] Legacy, byte[] Plain) Sample(Model model)
    {
        using var folder = new TemporaryFolder();
        model.Save(folder.File("m.keras"));
        model.Save(folder.File("m.h5"));
        model.Save(folder.File("plain.keras"), includeOptimizer: false);
        using var plain = ArchiveReader.Open(folder.File("plain.keras"));
        using var archive = ArchiveReader.Open(folder.File("m.keras"));
        byte[] Member(string name) => archive.ReadAllBytes(archive.Find(name)!);
        return (Encoding.UTF8.GetString(Member("config.json")), Member("model.weights.h5"), File.ReadAllBytes(folder.File("m.keras")), File.ReadAllBytes(folder.File("m.h5")), plain.ReadAllBytes(plain.Find("model.weights.h5")!));
    }

    static byte[] Archive(string config, byte[] weights, string metadata = "{}")
    {
        using var stream = new MemoryStream();
        using (var writer = new ArchiveWriter(stream))
        {
            writer.Add("metadata.json", member => member.Write(Encoding.UTF8.GetBytes(metadata)));
            writer.Add("config.json", member => member.Write(Encoding.UTF8.GetBytes(config)));
            writer.Add("model.weights.h5", member => member.Write(weights));
        }
        return stream.ToArray();
    }

    static void Load(byte[] bytes) => KerasLoading.Load(KerasArchive.Read(bytes, "mutant.keras", limits), "mutant.keras", compile: true);

    static void LoadLegacy(byte[] bytes)
    {
        using var file = Hdf5File.Open(bytes, "mutant.h5", limits);
        KerasLegacyLoading.Load(KerasLegacyFile.Read(file, limits), "mutant.h5", compile: true);
    }

    [Fact]
    public void Damaged_archives_end_in_a_model_or_in_the_typed_exception() =>
        Mutation.Check([.. samples.Value.Select(sample => sample.Archive)], Load, 0.2, rounds: Mutation.Rounds / 4);

    [Fact]
    public void Damaged_weights_in_whole_archives_do_so_too() =>
        Mutation.Check([.. samples.Value.Select((sample, i) => (byte[])[(byte)i, .. sample.Weights])], bytes => Load(Archive(samples.Value[bytes.Length == 0 ? 0 : bytes[0] % 3].Config, bytes.Length == 0 ? [] : bytes[1..])), 0.1, rounds: Mutation.Rounds / 4);

    [Fact]
    public void Changed_configurations_in_whole_archives_do_so_too()
    {
        var random = new Random(6);
        Mutation.CheckTexts([.. samples.Value.Select(sample => sample.Config)], (text, i) => Load(Archive(text, samples.Value[i].Weights)), 0.3, random, Mutation.Rounds / 4);
    }

    [Fact]
    public void Changed_configurations_of_Keras_2_do_so_too()
    {
        var random = new Random(7);
        Mutation.CheckTexts([.. samples.Value.Select(sample => sample.Config)], (text, i) => Load(Archive(text, samples.Value[i].Plain, """{"keras_version": "2.15.0"}""")), 0.3, random, Mutation.Rounds / 4);
    }

    [Fact]
    public void Damaged_files_of_the_older_form_do_so_too() =>
        Mutation.Check([.. samples.Value.Select(sample => sample.Legacy)], LoadLegacy, 0.1, rounds: Mutation.Rounds * 3 / 4);

    [Fact]
    public void Changed_configurations_of_the_older_form_do_so_too()
    {
        var files = samples.Value.Select(sample => Read(sample.Legacy)).ToList();
        Mutation.CheckTexts([.. files.Select(file => file.Config)], (text, i) => LoadLegacy(Bytes(KerasLegacyFile.Write(text, files[i].Training, files[i].File.Layers, files[i].File.Optimizer))), 0.3, new Random(9), Mutation.Rounds / 8);
        Mutation.CheckTexts([.. files.Select(file => file.Training ?? "{}")], (text, i) => LoadLegacy(Bytes(KerasLegacyFile.Write(files[i].Config, text, files[i].File.Layers, files[i].File.Optimizer))), 0.1, new Random(10), Mutation.Rounds / 8);
    }

    static (string Config, string? Training, KerasLegacyFile File) Read(byte[] bytes)
    {
        using var file = Hdf5File.Open(bytes, "sample.h5");
        return (file.Root.FindAttribute("model_config")!.Read().ToText(), file.Root.FindAttribute("training_config")?.Read().ToText(), KerasLegacyFile.Read(file));
    }

    static byte[] Bytes(Hdf5Writer writer)
    {
        using var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void Damaged_indexes_of_weights_in_several_files_do_so_too()
    {
        using var folder = new TemporaryFolder();
        var model = Plain();
        model.SaveWeights(folder.File("w.weights.json"), 100);
        var index = File.ReadAllText(folder.File("w.weights.json"));
        Mutation.CheckTexts([index], (text, _) =>
        {
            File.WriteAllText(folder.File("w.weights.json"), text);
            KerasShards.Read(folder.File("w.weights.json"), limits);
        }, 0.2, new Random(8), Mutation.Rounds / 20);
    }
}
