using System.Text.Json.Nodes;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Layers;
using Nabla.Models.Saving;

namespace Nabla;

/// <content>Files: the whole model, or its weights.</content>
public abstract partial class Model
{
    /// <summary>Saves the layers, the weights, what <see cref="Compile"/> was given and the optimizer's state as a file that Keras 3 reads too.</summary>
    /// <param name="path">The file to write; its name ends in <c>.keras</c>, or in <c>.h5</c> for the older form. A crash leaves the old file or the whole new one.</param>
    /// <param name="includeOptimizer">Whether what the model was compiled with is saved; without it the model is loaded uncompiled.</param>
    /// <param name="customObjects">How classes of one's own are written.</param>
    /// <remarks>States of random generators are saved in <c>.keras</c> beside Keras's own values, under <c>seed_generator</c>: training goes on as if it had not stopped. Keras does not look at them. The older form has no place for them.</remarks>
    /// <exception cref="ArgumentException">The name ends in something else, or two layers of a <c>.h5</c> file have one name.</exception>
    /// <exception cref="InvalidOperationException">The weights are not made yet.</exception>
    /// <exception cref="NotSupportedException">A layer, loss, metric or optimizer is one's own and has no row in <paramref name="customObjects"/>: code is not data.</exception>
    public void Save(string path, bool includeOptimizer = true, CustomObjects? customObjects = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var isLegacy = path.EndsWith(".h5", StringComparison.Ordinal) || path.EndsWith(".hdf5", StringComparison.Ordinal);
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal) || (!isLegacy && !path.EndsWith(".keras", StringComparison.Ordinal)))
            throw new ArgumentException($"{Name}: Save: '{path}': a model's file ends in '.keras', or in '.h5' for the older form; SaveWeights writes weights alone.", nameof(path));
        CheckBuilt(nameof(Save));
        using var custom = CustomObjects.Use(customObjects);
        var parts = includeOptimizer ? compiled : null;
        if (isLegacy)
        {
            KerasLegacySaving.Describe(this, parts).Write(path);
            return;
        }
        var config = KerasModels.Write(this);
        config["build_config"] = new JsonObject { ["input_shape"] = this is Functional ? null : KerasLayers.Json(Shape.Create([null]).Concat(InputShape![1..])) };
        if (parts is not null) config["compile_config"] = KerasCompile.Write(parts);
        var values = KerasValuesOfModel.Describe(this, parts?.Optimizer);
        CrashSafeFile.Write(path, stream => KerasArchive.Write(stream, config.ToJsonString(), values));
    }

    /// <summary>The model of a <c>.keras</c> or <c>.h5</c> file that <see cref="Save"/> or Keras 3 or 2 wrote, with its weights, compiled as it was, the optimizer's state included.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compile">Whether the model is compiled as it was.</param>
    /// <param name="limits">Limits of what the file may ask for.</param>
    /// <param name="customObjects">Classes of one's own that the file may name.</param>
    /// <remarks>Loading runs no code: classes are looked up in closed tables, and what is not in them is refused by name.</remarks>
    /// <exception cref="ModelFormatException">The file is none that can be read, or holds what is not known here.</exception>
    public static Model Load(string path, bool compile = true, LoadLimits? limits = null, CustomObjects? customObjects = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var custom = CustomObjects.Use(customObjects);
        if (path.EndsWith(".h5", StringComparison.Ordinal) || path.EndsWith(".hdf5", StringComparison.Ordinal))
        {
            using var file = Hdf5File.Open(path, limits);
            return KerasLegacyLoading.Load(KerasLegacyFile.Read(file, limits), Path.GetFileName(path), compile);
        }
        return KerasLoading.Load(KerasArchive.Read(path, limits), Path.GetFileName(path), compile);
    }

    /// <summary>Saves the weights: <c>.weights.h5</c> or several files with a <c>.weights.json</c> index as Keras 3 does, <c>.safetensors</c> or <c>.npz</c> by their paths.</summary>
    /// <param name="path">The file to write. A crash leaves the old file or the whole new one.</param>
    /// <remarks>Keras's forms hold the state of the optimizer too where the model is compiled, as in Keras: training can go on from them.</remarks>
    /// <param name="maxShardBytes">How many bytes of values a file beside an index holds; about 5 GB by default. Only for <c>.weights.json</c>.</param>
    /// <exception cref="ArgumentException">The name ends in something else, or two weights have one path.</exception>
    /// <exception cref="InvalidOperationException">The weights are not made yet.</exception>
    public void SaveWeights(string path, long? maxShardBytes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckBuilt(nameof(SaveWeights));
        WeightFiles.Write(this, path, maxShardBytes);
    }

    /// <summary>Loads weights that <see cref="SaveWeights"/> or Keras 3 wrote; nothing changes where the file does not fit.</summary>
    /// <remarks>Where the model is compiled and a <c>.weights.h5</c> holds the state of such an optimizer, that is loaded too; the state of another optimizer is left alone.</remarks>
    /// <param name="path">The file: <c>.weights.h5</c> (or its index <c>.weights.json</c>), <c>.safetensors</c> (or its index) or <c>.npz</c>, or a <c>.h5</c> of Keras 3 or 2.</param>
    /// <param name="skipMismatch">Whether layers whose values are missing or have other shapes are left as they are.</param>
    /// <param name="byName">Whether only layers that have the name of a layer in the file are set, and all others stay as they are. A <c>.weights.h5</c> of Keras 2 has no names.</param>
    /// <param name="limits">Limits of what the file may ask for.</param>
    /// <exception cref="ArgumentException">The name ends in something else.</exception>
    /// <exception cref="InvalidOperationException">The weights are not made yet.</exception>
    /// <exception cref="ModelFormatException">The file is none that can be read, or does not fit the model.</exception>
    public void LoadWeights(string path, bool skipMismatch = false, bool byName = false, LoadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckBuilt(nameof(LoadWeights));
        WeightFiles.Read(this, path, skipMismatch, byName, limits ?? LoadLimits.Default);
    }

    /// <summary>What <see cref="Compile"/> was given; null before.</summary>
    internal CompiledParts? Compiled => compiled;

    void CheckBuilt(string method)
    {
        if (!Built) throw new InvalidOperationException($"{Name}: {method}: the weights are not made yet. Call the model once, or BuildFor([null, …]).");
    }
}
