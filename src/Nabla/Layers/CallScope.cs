namespace Nabla.Layers;

/// <summary>What holds during one call of a model and of the layers inside it: training or not, the path of names, the losses added on the way.</summary>
internal sealed class CallScope : IDisposable
{
    [ThreadStatic]
    static CallScope? current;

    readonly CallScope? outer;
    readonly List<Tensor> losses;

    CallScope(string path, bool training, List<Tensor> losses)
    {
        (outer, this.losses) = (current, losses);
        (Path, Training) = (path, training);
        current = this;
    }

    /// <summary>The innermost call of this thread; null outside.</summary>
    internal static CallScope? Current => current;

    /// <summary>The names of the layers from outside to here: <c>sequential/dense</c>; empty in a step outside all layers.</summary>
    internal string Path { get; }

    internal bool Training { get; }

    /// <summary>What the layer was given in this call.</summary>
    internal CallArguments? Arguments { get; set; }

    /// <summary>Losses added during the outermost call.</summary>
    internal IReadOnlyList<Tensor> Losses => losses;

    /// <summary>Opens the call of a layer; what is not said is inherited from the call around it.</summary>
    internal static CallScope Open(string name, bool? training) =>
        new(current is not { Path.Length: > 0 } around ? name : $"{around.Path}/{name}", training ?? current?.Training ?? false, current?.losses ?? []);

    /// <summary>Opens a step: the losses of the calls inside are gathered here.</summary>
    internal static CallScope OpenStep(bool training) => new("", training, []);

    /// <summary>Opens a trial call whose losses are nobody's.</summary>
    internal static CallScope OpenTrial(bool? training) => new(current?.Path ?? "", training ?? current?.Training ?? false, []);

    internal void Add(Tensor loss) => losses.Add(loss);

    public void Dispose() => current = outer;
}
