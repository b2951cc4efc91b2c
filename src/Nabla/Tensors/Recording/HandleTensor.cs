namespace Nabla;

/// <summary>A handle: a scalar that stands for something that is no tensor, while a session runs.</summary>
internal sealed class HandleTensor(ElementType type, object target) : Tensor(Shape.Scalar, type, Unread)
{
    static readonly PromisedStorage Unread = new("Tensor: the elements of a handle were asked: it stands for a variable, a list, a queue or the like and has none. Fetch what is read from it.");

    /// <summary>What it stands for.</summary>
    internal object Target => target;

    /// <inheritdoc/>
    public override string ToString() => $"<{ElementType.Name}: {target}>";
}
