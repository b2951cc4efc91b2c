using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What an op of attention was given, as its kernel takes it.</summary>
internal readonly struct AttentionInputs(ScaledDotProduct op, RunContext context)
{
    readonly RunContext _context = context;

    internal Tensor Query { get; } = Side(context[0]);

    internal Tensor Key { get; } = Side(context[1]);

    internal Tensor Value { get; } = Side(context[2]);

    internal double Scale => op.Scale ?? 1 / Math.Sqrt(Math.Max(Query.Shape.Lengths[3], 1));

    internal View<T> Bias<T>()
        where T : unmanaged => op.HasBias ? _context[3].View<T>(Scores) : new([], 0, [], []);

    internal View<bool> Mask() => op.HasMask ? _context[op.HasBias ? 4 : 3].View<bool>(Scores) : new([], 0, [], []);

    Shape Scores => Shape.Of([Query.Shape.Lengths[0], Query.Shape.Lengths[2], Query.Shape.Lengths[1], Key.Shape.Lengths[1]]);

    /// <summary>The tensor, or a copy whose last axis lies side by side.</summary>
    internal static Tensor Side(Tensor x) => x.Strides[^1] == 1 || x.Shape.Lengths[^1] == 1 ? x : x.Contiguous();
}
