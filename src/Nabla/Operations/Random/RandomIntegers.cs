using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Random whole numbers in [Low, High), as a pure function of shape and seed.</summary>
/// <remarks>Input: a seed of two whole numbers.</remarks>
/// <param name="Low">The least.</param>
/// <param name="High">The first that is too large.</param>
/// <param name="ElementType">int32, int64, uint32 or uint64.</param>
/// <param name="Shape">The shape.</param>
public sealed record RandomIntegers(long Low, long High, ElementType ElementType, Shape Shape) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (High <= Low)
        {
            throw new ArgumentException($"RandInt: from {Low} to below {High}: there is no such number. The upper end must be larger than the lower.");
        }

        if (ElementType is not (ElementType.Int32 or ElementType.UInt32 or ElementType.Int64 or ElementType.UInt64))
        {
            throw new ElementTypeException($"RandInt: element type {ElementType.Name}: it draws int32, uint32, int64 or uint64. Cast the result.");
        }

        return new(ElementType, Shape);
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var generator = SeedGenerator.Philox(context[0]);
        var y = context.Output();
        switch (ElementType)
        {
            case ElementType.Int32:
                RandomFill.Integers(generator, checked((int)Low), checked((int)High), y.Elements<int>());
                break;
            case ElementType.UInt32:
                RandomFill.Integers(generator, checked((uint)Low), checked((uint)High), y.Elements<uint>());
                break;
            case ElementType.Int64:
                RandomFill.Integers(generator, Low, High, y.Elements<long>());
                break;
            default:
                RandomFill.Integers(generator, checked((ulong)Low), checked((ulong)High), y.Elements<ulong>());
                break;
        }
    }
}
