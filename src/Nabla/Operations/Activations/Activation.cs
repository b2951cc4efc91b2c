using Nabla.Operations;

namespace Nabla.Activations;

/// <summary>A function that a layer applies to its output: a name, or one's own function.</summary>
/// <remarks>Where an argument is an activation, a string serves: <c>activation: "relu"</c>. <see cref="Names"/> lists them.</remarks>
public abstract class Activation
{
    /// <summary>The name under which it is serialised.</summary>
    public abstract string Name { get; }

    /// <summary>Every name that an activation has, Keras's spelling; <c>swish</c> is <c>silu</c> and <c>hard_swish</c> is <c>hard_silu</c>.</summary>
    public static IReadOnlyList<string> Names => ActivationNames.All;

    /// <summary>The activation with this name.</summary>
    /// <exception cref="ArgumentException">No activation has the name; the message lists those that exist.</exception>
    public static implicit operator Activation(string name) => FromName(name);

    /// <summary>The activation with this name.</summary>
    /// <exception cref="ArgumentException">No activation has the name; the message lists those that exist.</exception>
    public static Activation FromName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ActivationNames.Find(name);
    }

    /// <summary>An activation of one's own.</summary>
    /// <param name="function">From a tensor to a tensor of the same shape.</param>
    /// <param name="name">The name under which it is serialised; a file cannot bring the function back.</param>
    public static Activation From(Func<Tensor, Tensor> function, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Given(name, function);
    }

    /// <summary>Applies it.</summary>
    public abstract Tensor Call(Tensor x);

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    internal sealed class Given(string name, Func<Tensor, Tensor> function) : Activation
    {
        public override string Name => name;

        internal Func<Tensor, Tensor> Function => function;

        public override Tensor Call(Tensor x) => function(x);
    }
}
