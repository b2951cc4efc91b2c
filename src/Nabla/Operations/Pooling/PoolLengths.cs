using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What a pooling or a gradient of one computes from attributes and shapes alone: a compiled step does it once.</summary>
/// <param name="result">The shape of what is computed.</param>
/// <param name="shape">All lengths.</param>
internal sealed class PoolLengths(Shape result, PoolShape shape)
{
    readonly PoolShape lengths = shape;

    internal Shape Result => result;

    internal ref readonly PoolShape Shape => ref lengths;
}
