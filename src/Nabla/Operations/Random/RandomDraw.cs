using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Which numbers are drawn.</summary>
public enum RandomKind
{
    /// <summary>Uniform in [0, 1).</summary>
    Uniform,

    /// <summary>Normal with mean 0 and deviation 1.</summary>
    Normal,

    /// <summary>Normal, drawn again while beyond ±2.</summary>
    TruncatedNormal,

    /// <summary>Whole numbers of which every bit is random.</summary>
    Bits,
}

/// <summary>Random numbers as a pure function of shape and seed: Philox4x32-10 with TensorFlow's maps to numbers.</summary>
/// <remarks>Inputs: a seed of two whole numbers, and where <paramref name="Shape"/> is null a tensor whose shape is taken. No gradient flows.</remarks>
/// <param name="Kind">Which numbers.</param>
/// <param name="ElementType">Their type.</param>
/// <param name="Shape">The shape; null for that of the second input.</param>
public sealed record RandomDraw(RandomKind Kind, ElementType ElementType, Shape? Shape) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => $"Random{Kind}";

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (Kind == RandomKind.Bits ? ElementType is not (ElementType.Int32 or ElementType.UInt32 or ElementType.Int64 or ElementType.UInt64) : !ElementType.IsFloating)
        {
            throw new ElementTypeException($"{Name}: element type {ElementType.Name}: it draws {(Kind == RandomKind.Bits ? "int32, uint32, int64 or uint64" : "floating types")}. Cast the result.");
        }

        return new(ElementType, Shape ?? x[1].Shape);
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var generator = SeedGenerator.Philox(context[0]);
        var y = context.Output();
        switch (ElementType)
        {
            case ElementType.Float32:
                Fill<float>(generator, y);
                break;
            case ElementType.Float64:
                Fill<double>(generator, y);
                break;
            case ElementType.Float16:
                Fill<Half>(generator, y);
                break;
            case ElementType.BFloat16:
                Fill<BFloat16>(generator, y);
                break;
            case ElementType.Int32:
                RandomFill.Bits(generator, y.Elements<int>());
                break;
            case ElementType.UInt32:
                RandomFill.Bits(generator, y.Elements<uint>());
                break;
            case ElementType.Int64:
                RandomFill.Bits(generator, y.Elements<long>());
                break;
            default:
                RandomFill.Bits(generator, y.Elements<ulong>());
                break;
        }
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => new Tensor?[x.Length];

    void Fill<T>(Philox generator, Tensor y)
        where T : unmanaged
    {
        switch (Kind)
        {
            case RandomKind.Uniform:
                RandomFill.Uniform(generator, y.Elements<T>());
                break;
            case RandomKind.Normal:
                RandomFill.Normal(generator, y.Elements<T>());
                break;
            default:
                RandomFill.TruncatedNormal(generator, y.Elements<T>());
                break;
        }
    }
}
