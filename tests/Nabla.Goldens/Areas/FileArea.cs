using System.Diagnostics;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Cases of <c>files/</c>: files that other programs wrote, and files that must be refused. A format is a row of <see cref="formats"/>.</summary>
sealed class FileArea : Area
{
    /// <summary>Format → (case, content of the file) → nothing; it reads the file and compares, or throws.</summary>
    static readonly Dictionary<string, Action<GoldenCase, byte[]>> formats = new(StringComparer.Ordinal)
    {
        ["npy"] = (golden, content) => CheckArray(golden, golden.Has("dtype") ? golden.Fields() : null, Npy.ReadArray(content, golden.Name)),
        ["npz"] = CheckArchive,
        ["hdf5"] = Hdf5Files.Check,
        ["safetensors"] = SafetensorsFiles.Check,
        ["keras"] = KerasFiles.CheckModel,
        ["keras_weights_h5"] = KerasFiles.CheckWeights,
        ["keras_h5"] = KerasFiles.CheckLegacy,
        ["keras2_h5"] = KerasFiles.CheckLegacy,
        ["keras2_weights_h5"] = KerasFiles.CheckLegacyWeights,
        ["keras2_zip"] = KerasFiles.CheckModel,
        ["keras2_weights_zip"] = KerasFiles.CheckWeights,
        ["json"] = KerasFiles.CheckJson,
        ["graphdef"] = (golden, content) => CheckGraph(golden, content),
        ["image"] = (golden, content) => CheckImage(golden, content),
        ["tfrecord"] = RecordFiles.Check,
    };

    /// <summary>Format → (case) → nothing, for cases of whole folders.</summary>
    static readonly Dictionary<string, Action<GoldenCase>> folders = new(StringComparer.Ordinal)
    {
        ["events"] = EventFiles.Check,
        ["keras_weights_sharded"] = KerasFiles.CheckSharded,
        ["safetensors_sharded"] = SafetensorsFiles.CheckSharded,
    };

    public override void Run(GoldenCase golden)
    {
        var format = golden.Text("format") ?? "";
        if (CheckpointArea.Knows(format))
        {
            using var folder = ExtractedFolder.Of(golden.Topic.Archive(golden.Text("archive")!), golden.Text("member")!);
            CheckRefusal(golden, golden.Text("expect")!, () => CheckpointArea.Read(golden, folder.Root));
            return;
        }
        if (folders.TryGetValue(format, out var checkFolder))
        {
            checkFolder(golden);
            return;
        }
        if (!formats.TryGetValue(format, out var check)) throw new NotSupportedNameException(format);
        var content = Content(golden);
        // What survives is compared by the check itself.
        if (golden.Text("expect") is { } expected and not ("prefix" or "contained")) CheckRefusal(golden, expected, () => check(golden, content));
        else check(golden, content);
    }

    static byte[] Content(GoldenCase golden)
    {
        using var archive = ArchiveReader.Open(golden.Topic.Archive(golden.Text("archive")!));
        var member = archive.Find(golden.Text("member")!) ?? throw new BindingException($"the archive has no member '{golden.Text("member")}'");
        return archive.ReadAllBytes(member);
    }

    internal static void CheckRefusal(GoldenCase golden, string expected, Action read)
    {
        if (expected != "error") throw new NotSupportedNameException($"expectation {expected}");
        var limits = golden.Json("limits");
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            read();
        }
        catch (ModelFormatException)
        {
            if (watch.Elapsed.TotalSeconds > limits.GetProperty("seconds").GetDouble()) throw new MismatchException($"it took {watch.Elapsed.TotalSeconds:0.0} s to refuse the file");
            var mebibytes = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
            if (mebibytes > limits.GetProperty("memory_mib").GetDouble()) throw new MismatchException($"it took {mebibytes} MiB to refuse the file");
            return;
        }
        throw new MismatchException("the file must be refused, and was not");
    }

    static void CheckGraph(GoldenCase golden, byte[] content)
    {
        if (!golden.Has("expect")) throw new NotSupportedNameException("graphdef");
        _ = Nabla.Graph.ReadFrom(content, golden.Name);
    }

    static void CheckImage(GoldenCase golden, byte[] content)
    {
        if (!golden.Name.StartsWith("image_png", StringComparison.Ordinal)) throw new NotSupportedNameException("images other than PNG");
        _ = Png.Decode(content, name: golden.Name);
    }

    static void CheckArchive(GoldenCase golden, byte[] content)
    {
        var arrays = Npz.ReadArrays(content, golden.Name);
        if (!golden.Has("contents")) return;
        var keys = arrays.Select(array => array.Key).ToList();
        Comparer.Of(golden).Check("keys", golden.List("order"), keys);
        var contents = golden.Map("contents");
        foreach (var (key, array) in arrays) CheckArray(golden, (Dictionary<string, object?>)contents[key]!, array);
    }

    static void CheckArray(GoldenCase golden, Dictionary<string, object?>? expected, NpyArray array)
    {
        if (expected is null) return;
        if (array.Type.Description != (string)expected["dtype"]!) throw new MismatchException($"expected dtype {expected["dtype"]}, got {array.Type.Description}");
        var comparer = Comparer.Of(golden);
        comparer.Check("shape", expected["shape"], array.Shape);
        comparer.Check("value", expected["value"], array.ToTensor());
    }
}
