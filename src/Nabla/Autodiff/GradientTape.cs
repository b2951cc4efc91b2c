using Nabla.Operations;

namespace Nabla;

/// <summary>Records what is computed while it is open, so that gradients can be asked afterwards.</summary>
/// <remarks>
/// <para>Trainable variables are watched by themselves; tensors with <see cref="Watch"/>. Gradients may be asked inside or after the using block.
/// Tapes nest: a gradient taken inside an outer tape can be differentiated again.</para>
/// <para>A tape belongs to the thread that opened it.</para>
/// </remarks>
public sealed partial class GradientTape : IDisposable
{
    readonly bool persistent;
    readonly Trace trace;
    bool used;

    /// <summary>Opens a tape on this thread.</summary>
    /// <param name="persistent">Whether gradients may be asked more than once.</param>
    /// <param name="watchAccessedVariables">Whether trainable variables are watched when they are read.</param>
    public GradientTape(bool persistent = false, bool watchAccessedVariables = true)
    {
        this.persistent = persistent;
        trace = new(watchAccessedVariables);
        NodeObservers.Open(trace);
    }

    /// <summary>From now on, records what depends on a tensor or variable.</summary>
    /// <exception cref="ElementTypeException">Gradients do not flow through elements of this type.</exception>
    public void Watch(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!x.ElementType.IsDifferentiable)
        {
            throw new ElementTypeException($"GradientTape.Watch: a {x.ElementType.Name} tensor: gradients flow through floating and complex numbers only. Cast it first.");
        }

        trace.Watch(x);
    }

    /// <summary>dtarget/dsource: how the sum of the target's elements changes with each element of the source.</summary>
    /// <param name="target">What is differentiated; a loss.</param>
    /// <param name="source">With respect to what: a variable, or a watched tensor.</param>
    /// <param name="outputGradient">Weights of the target's elements, of its shape; ones by default.</param>
    /// <param name="unconnected">What a target that does not depend on the source gives.</param>
    /// <returns>A tensor of the source's shape.</returns>
    /// <exception cref="InvalidOperationException">The target does not depend on the source, or a tape that is not persistent was asked already.</exception>
    public Tensor Gradient(Tensor target, Tensor source, Tensor? outputGradient = null, UnconnectedGradients unconnected = UnconnectedGradients.None) =>
        Gradient([target], [source], outputGradient is null ? null : [outputGradient], unconnected)[0];

    /// <summary>dtarget/dsource for several sources at once.</summary>
    /// <inheritdoc cref="Gradient(Tensor, Tensor, Tensor?, UnconnectedGradients)"/>
    public Gradients Gradient(Tensor target, IReadOnlyList<Tensor> sources, Tensor? outputGradient = null, UnconnectedGradients unconnected = UnconnectedGradients.None) =>
        Gradient([target], sources, outputGradient is null ? null : [outputGradient], unconnected);

    /// <summary>The gradients of the sum of several targets.</summary>
    /// <param name="targets">What is differentiated.</param>
    /// <param name="sources">With respect to what: variables or watched tensors.</param>
    /// <param name="outputGradients">Weights of the targets' elements, one tensor a target; null for ones.</param>
    /// <param name="unconnected">What targets that do not depend on a source give.</param>
    public Gradients Gradient(IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor> sources, IReadOnlyList<Tensor?>? outputGradients = null, UnconnectedGradients unconnected = UnconnectedGradients.None)
    {
        Use(targets, outputGradients);
        var gradients = ReverseWalk.Run(trace.Nodes, targets, outputGradients, sources);
        if (!persistent)
        {
            trace.Clear();
        }

        for (int i = 0; i < gradients.Length && unconnected == UnconnectedGradients.Zero; i++)
        {
            gradients[i] ??= sources[i].ZerosLike();
        }

        return new Gradients(gradients, sources);
    }

    /// <summary>Nothing is recorded until the returned scope is disposed.</summary>
    public IDisposable StopRecording() => new Stopped(trace);

    /// <summary>Forgets everything recorded and watched, and goes on.</summary>
    public void Reset()
    {
        trace.Clear();
        used = false;
    }

    /// <summary>Ends the recording; gradients can still be asked.</summary>
    public void Dispose() => NodeObservers.Close(trace);

    void Use(IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor?>? outputGradients)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            if (!targets[i].ElementType.IsDifferentiable)
            {
                throw new ElementTypeException($"GradientTape.Gradient: a {targets[i].ElementType.Name} target: only floating and complex numbers have gradients. Use a loss that is a float.");
            }

            if (outputGradients?[i] is { } dy && (dy.Shape != targets[i].Shape || dy.ElementType != targets[i].ElementType))
            {
                throw new ShapeException($"GradientTape.Gradient: output gradient {dy.ElementType.Name} {dy.Shape} for a target {targets[i].ElementType.Name} {targets[i].Shape}: they must be alike.");
            }
        }

        if (persistent)
        {
            return;
        }

        if (used)
        {
            throw new InvalidOperationException("GradientTape.Gradient: asked a second time: a tape gives its gradients once. Ask for all sources in one call, or open it with persistent: true.");
        }

        used = true;
        NodeObservers.Close(trace);
    }

    sealed class Stopped : IDisposable
    {
        readonly Trace trace;
        readonly bool wasOpen;

        internal Stopped(Trace trace)
        {
            this.trace = trace;
            wasOpen = NodeObservers.IsOpen(trace);
            NodeObservers.Close(trace);
        }

        public void Dispose()
        {
            if (wasOpen && !NodeObservers.IsOpen(trace))
            {
                NodeObservers.Open(trace);
            }
        }
    }
}
