using System.Text;
using System.Text.Json;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>A <c>.keras</c> file: a ZIP archive of the model's description, a note about its writer, and the values of its variables.</summary>
/// <remarks>A plain description: nothing is created, and no member is extracted.</remarks>
public sealed class KerasArchive
{
    internal const string ConfigName = "config.json", MetadataName = "metadata.json", WeightsName = "model.weights.h5";

    // The description of the largest models takes a few MiB.
    const long MaxText = 16 << 20;

    KerasArchive(KerasObject model, string metadata, IReadOnlyList<KerasVariables> weights) => (Model, Metadata, Weights) = (model, metadata, weights);

    /// <summary>The model: its class and configuration, and under <c>compile_config</c> what it was compiled with.</summary>
    public KerasObject Model { get; }

    /// <summary>The note about the writer, as JSON; empty where there is none.</summary>
    public string Metadata { get; }

    /// <summary>Whether Keras 2 wrote it.</summary>
    internal bool IsOld { get; private init; }

    /// <summary>The values of the variables by the path of what has them.</summary>
    public IReadOnlyList<KerasVariables> Weights { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is no such file, or one that is refused.</exception>
    public static KerasArchive Read(string path, LoadLimits? limits = null)
    {
        using var archive = ArchiveReader.Open(path, limits);
        return Read(archive, limits ?? LoadLimits.Default);
    }

    /// <summary>Reads a file from its bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">It is no such file, or one that is refused.</exception>
    public static KerasArchive Read(byte[] content, string file, LoadLimits? limits = null)
    {
        using var archive = new ArchiveReader(new MemoryStream(content), file, limits);
        return Read(archive, limits ?? LoadLimits.Default);
    }

    /// <summary>Writes a file; the same description gives the same bytes.</summary>
    /// <param name="stream">Where to write; it must be seekable.</param>
    /// <param name="config">The model's description, as JSON.</param>
    /// <param name="weights">The values of its variables.</param>
    public static void Write(Stream stream, string config, IEnumerable<KerasVariables> weights)
    {
        using var archive = new ArchiveWriter(stream);
        // Keras notes its version and the time; the time here is that of all members, so that equal models give equal files.
        archive.Add(MetadataName, member => member.Write("""{"keras_version": "3.15.1", "date_saved": "1980-01-01@00:00:00"}"""u8));
        archive.Add(ConfigName, member => member.Write(Encoding.UTF8.GetBytes(config)));
        archive.Add(WeightsName, KerasWeights.Write(weights).Write);
    }

    static KerasArchive Read(ArchiveReader archive, LoadLimits limits)
    {
        if (archive.IsUnproven)
        {
            foreach (var member in archive.Members) archive.Verify(member);
        }
        var config = Text(archive, ConfigName) ?? throw new ModelFormatException(archive.File, "", $"it has no member '{ConfigName}'");
        var metadata = Text(archive, MetadataName) ?? "";
        var isOld = IsOldNote(metadata);
        var model = KerasObject.Parse(config, archive.File, limits, isOld);
        var weights = archive.Find(WeightsName) ?? throw new ModelFormatException(archive.File, "", $"it has no member '{WeightsName}'");
        using var file = Hdf5File.Open(archive.ReadAllBytes(weights), $"{archive.File}: {WeightsName}", limits);
        return new(model, metadata, KerasWeights.Read(file, limits)) { IsOld = isOld };
    }

    static bool IsOldNote(string metadata)
    {
        try
        {
            using var note = JsonDocument.Parse(metadata.Length == 0 ? "{}" : metadata);
            return note.RootElement.ValueKind == JsonValueKind.Object && note.RootElement.TryGetProperty("keras_version", out var version)
                && version.ValueKind == JsonValueKind.String && KerasDialect.IsOld(version.GetString()!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The note is for people; the model does not depend on it.
            return false;
        }
    }

    static string? Text(ArchiveReader archive, string name)
    {
        if (archive.Find(name) is not { } member) return null;
        if (member.Length > MaxText) throw new ModelFormatException(archive.File, $"member '{name}'", $"it takes {member.Length:N0} bytes, and at most {MaxText:N0} are read");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(archive.ReadAllBytes(member));
        }
        catch (DecoderFallbackException error)
        {
            throw new ModelFormatException(archive.File, $"member '{name}'", "it is not UTF-8", error);
        }
    }
}
