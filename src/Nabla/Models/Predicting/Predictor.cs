namespace Nabla;

/// <summary>A model from a file, ready to be asked: named tensors in, named tensors out, whatever wrote the file.</summary>
/// <remarks>Asking from many threads at once is safe.</remarks>
public abstract class Predictor : IDisposable
{
    static readonly (string Extension, Func<string, LoadLimits, Predictor> Open)[] Kinds =
    [
        (".pb", (path, limits) => new GraphPredictor(path, limits)),
        (".pbtxt", (path, limits) => new GraphPredictor(path, limits)),
        (".keras", (path, limits) => new ModelPredictor(path, limits)),
        (".h5", (path, limits) => new ModelPredictor(path, limits)),
        (".hdf5", (path, limits) => new ModelPredictor(path, limits)),
        (".meta", (path, limits) => new GraphPredictor(MetaGraph.Import(path, limits), path)),
    ];

    /// <summary>The names of the inputs with their element types and shapes.</summary>
    public abstract IReadOnlyDictionary<string, TensorSpec> Inputs { get; }

    /// <summary>The names of what it computes where nothing else is asked for.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>The model with its layers; null where the file holds none but a graph.</summary>
    public virtual Model? Model => null;

    /// <summary>Opens the model in a file.</summary>
    /// <param name="path">The file; its ending says what it is.</param>
    /// <param name="limits">How much the file may ask for.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">The file is damaged, or holds no model that can be asked.</exception>
    public static Predictor Open(string path, LoadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file. Give the path of a model ({string.Join(", ", Kinds.Select(kind => kind.Extension))}).");
        }

        var open = Array.Find(Kinds, kind => path.EndsWith(kind.Extension, StringComparison.OrdinalIgnoreCase)).Open
            ?? throw new ModelFormatException(path, "the file", $"its ending is none of {string.Join(", ", Kinds.Select(kind => kind.Extension))}, so it holds no model that can be asked. 'nabla inspect' tells what it is");
        return open(path, limits ?? LoadLimits.Default);
    }

    /// <summary>Computes outputs from inputs.</summary>
    /// <param name="inputs">A tensor for each input, by name; where the model has one input and one tensor is given, its name does not matter.</param>
    /// <param name="outputs">Names of what is computed; <see cref="Outputs"/> by default.</param>
    /// <param name="notice">Told where an input was converted to the model's element type.</param>
    /// <param name="cancellationToken">Ends with an <see cref="OperationCanceledException"/>; a model of layers ends before its next batch.</param>
    /// <returns>The outputs by name.</returns>
    /// <exception cref="ArgumentException">An input is missing, unknown, or of another type or shape.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(
        IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyList<string>? outputs = null, Action<string>? notice = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var matched = Matched(inputs, notice);
        cancellationToken.ThrowIfCancellationRequested();
        return Compute(matched, outputs ?? Outputs, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Computes outputs from inputs that fit.</summary>
    protected abstract IReadOnlyDictionary<string, Tensor> Compute(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken);

    /// <summary>Closes the model.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>A name without the number of a first output: <c>x</c> for <c>x:0</c>.</summary>
    private protected static string Plain(string name) => name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name;

    Dictionary<string, Tensor> Matched(IReadOnlyDictionary<string, Tensor> inputs, Action<string>? notice)
    {
        var matched = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (given, value) in inputs)
        {
            string name = Inputs.Keys.FirstOrDefault(key => key == given || Plain(key) == Plain(given))
                ?? (Inputs.Count == 1 && inputs.Count == 1 ? Inputs.Keys.Single() : throw new ArgumentException($"Predict: the model has no input '{given}'. It has {Described()}.", nameof(inputs)));
            if (matched.ContainsKey(name))
            {
                throw new ArgumentException($"Predict: the input '{name}' is given twice. Leave one of the two away.", nameof(inputs));
            }

            matched[name] = Fitting(name, value, notice);
        }

        return matched;
    }

    /// <summary>The tensor for an input in the type that the model takes.</summary>
    /// <exception cref="ArgumentException">It is of another type or shape.</exception>
    protected virtual Tensor Fitting(string name, Tensor value, Action<string>? notice)
    {
        var spec = Inputs[name];
        if (value.ElementType != spec.ElementType && value.ElementType.IsFloating && spec.ElementType.IsFloating)
        {
            notice?.Invoke($"Input '{name}' is {value.ElementType.Name}; the model takes {spec.ElementType.Name}, so it was converted.");
            value = value.Cast(spec.ElementType);
        }

        return value.ElementType == spec.ElementType && spec.Shape.IsCompatibleWith(value.Shape) ? value
            : throw new ArgumentException($"Predict: input '{name}' is {value.ElementType.Name} {value.Shape}: {spec} was expected. Convert or reshape it.");
    }

    string Described() => string.Join(", ", Inputs.Select(input => $"'{input.Key}' ({input.Value})"));
}
