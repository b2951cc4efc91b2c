namespace Nabla.Layers;

/// <summary>Masks of attention, [.., targets, sources]: true where a target sees a source.</summary>
internal static class AttentionMasks
{
    /// <summary>What both let be seen; null for all.</summary>
    internal static Tensor? And(Tensor? x, Tensor? y) => x is null ? y : y is null ? x : x.LogicalAnd(y);

    /// <summary>Sources up to the target's own place, [targets, sources]; several axes are walked in row-major order.</summary>
    internal static Tensor Causal(Tensor query, Tensor value, params ReadOnlySpan<int> axes) => Facing(Places(query, axes), axes.Length).GreaterEqual(Places(value, axes));

    /// <summary>Sources less than so many places before or behind the target, [targets, sources].</summary>
    internal static Tensor Window(Tensor query, Tensor value, int window, params ReadOnlySpan<int> axes) => (Facing(Places(query, axes), axes.Length) - Places(value, axes)).Abs().Less(window);

    /// <summary>The same with so many axes of one element behind it.</summary>
    internal static Tensor Facing(Tensor x, int count)
    {
        for (int i = 0; i < count; i++)
        {
            x = x.ExpandDims(-1);
        }

        return x;
    }

    static Tensor Places(Tensor x, ReadOnlySpan<int> axes)
    {
        Tensor? places = null;
        foreach (int axis in axes)
        {
            int at = Axes.Normalize("Attention", axis, x.Rank);
            Operand length = x.Shape.IsAxisKnown(at) ? (int)x.Shape[at] : x.LengthOf(at).Cast(ElementType.Int32);
            places = places is null ? Tensor.Arange(length) : (places.ExpandDims(-1) * length) + Tensor.Arange(length);
        }

        return places!;
    }
}
