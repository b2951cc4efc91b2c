namespace Nabla.Layers;

/// <summary>What holds during one call of a model and of the layers inside it: training or not, the path of names, the losses added on the way.</summary>
internal sealed class CallScope : IDisposable
{
    [ThreadStatic]
    static CallScope? current;

    readonly CallScope? outer;
    readonly List<Tensor> losses;

    CallScope(string name, bool training)
    {
        outer = current;
        losses = outer?.losses ?? [];
        Path = outer is null ? name : $"{outer.Path}/{name}";
        Training = training;
        current = this;
    }

    /// <summary>The innermost call of this thread; null outside.</summary>
    internal static CallScope? Current => current;

    internal string Path { get; }

    internal bool Training { get; }

    /// <summary>Losses added during the outermost call.</summary>
    internal IReadOnlyList<Tensor> Losses => losses;

    /// <summary>Opens the call of a layer; what is not said is inherited from the call around it.</summary>
    internal static CallScope Open(string name, bool? training) => new(name, training ?? current?.Training ?? false);

    internal void Add(Tensor loss) => losses.Add(loss);

    public void Dispose() => current = outer;
}
