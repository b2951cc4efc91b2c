namespace Nabla;

/// <summary>Someone who wants to see each op that this thread runs: a tape.</summary>
internal interface INodeObserver
{
    /// <summary>Called after the node's outputs exist.</summary>
    void Observe(Node node);
}

/// <summary>The observers of this thread, outermost first.</summary>
internal static class NodeObservers
{
    [ThreadStatic]
    static List<INodeObserver>? open;

    /// <summary>True where someone watches; then nodes are made, else not.</summary>
    internal static bool Any => open is { Count: > 0 };

    internal static void Open(INodeObserver observer) => (open ??= []).Add(observer);

    internal static void Close(INodeObserver observer) => open?.Remove(observer);

    internal static bool IsOpen(INodeObserver observer) => open?.Contains(observer) == true;

    internal static void Notify(Node node)
    {
        foreach (var observer in open!)
        {
            observer.Observe(node);
        }
    }

    /// <summary>Nobody watches until the returned scope ends.</summary>
    internal static Pause Suspend()
    {
        var pause = new Pause(open);
        open = null;
        return pause;
    }

    internal readonly struct Pause(List<INodeObserver>? observers) : IDisposable
    {
        public void Dispose() => open = observers;
    }
}
