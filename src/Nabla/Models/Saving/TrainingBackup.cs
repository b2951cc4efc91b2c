using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Callbacks;
using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>The files of a training's backup: <c>latest.weights.h5</c>, and <c>training_metadata.json</c> as Keras writes it.</summary>
/// <remarks>The place in the training stands as an attribute in the weights' file too, and counts there: both change in one step, whenever a crash comes.</remarks>
sealed class TrainingBackup
{
    const string WeightsName = "latest.weights.h5", MetadataName = "training_metadata.json", Before = ".bkp", Attribute = "training_metadata";

    readonly string folder;
    readonly bool keepsBefore;

    internal TrainingBackup(string folder, bool keepsBefore)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (this.folder, this.keepsBefore) = (folder, keepsBefore);
    }

    /// <summary>Saves the state of a model and a place in its training.</summary>
    internal void Save(Model model, ResumePoint point)
    {
        Directory.CreateDirectory(folder);
        if (keepsBefore)
        {
            Copy(WeightsName);
            Copy(MetadataName);
        }
        var writer = KerasWeights.Write(KerasValuesOfModel.Describe(model, model.Optimizer));
        writer.Root.SetAttribute(Attribute, Json(point));
        ContainedFile.Write(folder, WeightsName, writer.Write);
        // Keras names the batch seen last, and 0 after an epoch.
        var text = $$"""{"epoch": {{point.Epoch.ToString(CultureInfo.InvariantCulture)}}, "batch": {{Math.Max(0, point.Batches - 1).ToString(CultureInfo.InvariantCulture)}}}""";
        ContainedFile.Write(folder, MetadataName, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Brings the state back; where the files are damaged, from the backup before.</summary>
    /// <returns>Where the training goes on; null where there is no backup.</returns>
    /// <exception cref="ModelFormatException">The backup is damaged or of another model, and there is none before it.</exception>
    internal ResumePoint? Restore(Model model)
    {
        DeleteAbandoned();
        if (!ContainedFile.Exists(folder, WeightsName)) return ContainedFile.Exists(folder, WeightsName + Before) ? Restore(model, Before) : null;
        try
        {
            return Restore(model, "");
        }
        catch (ModelFormatException) when (ContainedFile.Exists(folder, WeightsName + Before))
        {
            return Restore(model, Before);
        }
    }

    /// <summary>Takes the files away, and the folder where nothing else is in it.</summary>
    internal void Delete()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var name in (string[])[MetadataName, WeightsName]) ContainedFile.Delete(folder, name);
        foreach (var name in (string[])[MetadataName, WeightsName]) ContainedFile.Delete(folder, name + Before);
        DeleteAbandoned();
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    ResumePoint Restore(Model model, string ending)
    {
        if (!model.Built) throw new InvalidOperationException($"{model.Name}: BackupAndRestore: the weights are not made yet, and '{folder}' holds a backup of them. Call the model once, or BuildFor([null, …]), before Fit.");
        var name = WeightsName + ending;
        using var file = Hdf5File.Open(ContainedFile.OpenRead(folder, name), name);
        var values = KerasWeights.Read(file);
        var point = file.Root.FindAttribute(Attribute) is { Type.Class: Hdf5Class.String, Shape.Count: 0 } attribute ? Point(attribute.Read().ToText(), name)
            : ContainedFile.Exists(folder, MetadataName + ending) ? Point(Encoding.UTF8.GetString(ContainedFile.ReadAllBytes(folder, MetadataName + ending)), MetadataName + ending)
            : throw new ModelFormatException(name, "", "it does not say where the training stopped");
        var optimizer = model.Optimizer;
        var state = values.FirstOrDefault(owner => owner.Path == KerasValuesOfModel.OptimizerPath) ?? throw new ModelFormatException(name, KerasValuesOfModel.OptimizerPath, "it holds no state of an optimizer");
        if (state.Variables.Count > optimizer.Variables.Count) optimizer.BuildFor(model.TrainableWeights);
        // Looked at before anything changes.
        var pairs = KerasValuesOfModel.Pairs(KerasValuesOfModel.OptimizerPath, optimizer.Variables, state.Variables, name);
        KerasValuesOfModel.Assign(model, values, name, skipMismatch: false);
        foreach (var (variable, value) in pairs) variable.Assign(value);
        return point;
    }

    // What saves that were killed left behind: the folder is this training's alone, so nobody else writes now.
    void DeleteAbandoned()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, ".*.tmp").Select(file => Path.GetFileName(file)!).ToList())
        {
            if (file.StartsWith($".{WeightsName}.", StringComparison.Ordinal) || file.StartsWith($".{MetadataName}.", StringComparison.Ordinal)) ContainedFile.Delete(folder, file);
        }
    }

    void Copy(string name)
    {
        if (!ContainedFile.Exists(folder, name)) return;
        var content = ContainedFile.ReadAllBytes(folder, name);
        ContainedFile.Write(folder, name + Before, stream => stream.Write(content));
    }

    static string Json(ResumePoint point) => new JsonObject { ["epoch"] = point.Epoch, ["batches"] = point.Batches, ["seed"] = point.Seed }.ToJsonString();

    // Keras's own file has the batch seen last, and cannot tell none from the first: Keras begins the epoch again.
    static ResumePoint Point(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            long? Whole(string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
            var (epoch, batches) = (Whole("epoch"), Whole("batches") ?? 0);
            if (epoch is < 0 or > int.MaxValue or null || batches is < 0 or > int.MaxValue) throw new ModelFormatException(file, Attribute, "it names no epoch");
            return new((int)epoch, (int)batches, Whole("seed"));
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(file, Attribute, "it is no JSON that can be read", error);
        }
    }
}
