using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>An operation on the elements of two tensors, stretched to one shape: z[i] = f(x[i], y[i]).</summary>
/// <remarks>Shapes: broadcast by NumPy's rule. Both tensors have one element type, which is also the output's.</remarks>
public abstract record BinaryOp : SingleOp, IElementwise
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        var type = SameType(Name, x);
        return Takes(type) ? new(type, Broadcasting.Join(Name, x[0].Shape, x[1].Shape))
            : throw new ElementTypeException($"{Name}: {type.Name} tensors: it needs {Needs}. Cast them first.");
    }

    /// <summary>The element types that it takes, in words.</summary>
    protected abstract string Needs { get; }

    /// <summary>Whether it takes tensors of this type.</summary>
    protected abstract bool Takes(ElementType type);

    /// <summary>The element type of both inputs.</summary>
    /// <exception cref="ElementTypeException">They differ.</exception>
    internal static ElementType SameType(string op, ReadOnlySpan<TensorSpec> x) =>
        x[0].ElementType == x[1].ElementType ? x[0].ElementType
        : throw new ElementTypeException($"{op}: {x[0]} and {x[1]}: both tensors must have one element type. Cast one of them: x.Cast(ElementType.{x[0].ElementType}).");
}

/// <summary>A formula of two real numbers, applied element by element.</summary>
/// <param name="Formula">The formula with its constants.</param>
public sealed record Binary<F>(F Formula) : BinaryOp
    where F : struct, IBinary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.Binary(Formula));

    /// <inheritdoc/>
    protected override string Needs => Formula is IComplexBinary ? "a floating or complex type" : "a floating type";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context[1], z = context.Output();
        switch (x.ElementType)
        {
            case ElementType.Float32:
                Map.Binary(Formula, x.View<float>(z.Shape), y.View<float>(z.Shape), z.View<float>());
                break;
            case ElementType.Float64:
                Map.Binary(Formula, x.View<double>(z.Shape), y.View<double>(z.Shape), z.View<double>());
                break;
            case ElementType.Float16:
                Map.Binary(Formula, x.View<Half>(z.Shape), y.View<Half>(z.Shape), z.View<Half>());
                break;
            case ElementType.BFloat16:
                Map.Binary(Formula, x.View<BFloat16>(z.Shape), y.View<BFloat16>(z.Shape), z.View<BFloat16>());
                break;
            default:
                ComplexMap.Binary((IComplexBinary)Formula, x, y, z);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsFloating || (type.IsComplex && Formula is IComplexBinary);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        BinaryGradient.Of(this, Formula, x, y, dy, () => Formula.Slopes<TensorLane>(new(x[0]), new(x[1]), new(y)));
}

/// <summary>A formula of two numbers of any type, applied element by element.</summary>
/// <param name="Formula">The formula with its constants.</param>
public sealed record NumberBinary<F>(F Formula) : BinaryOp
    where F : struct, INumberBinary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.NumberBinary(Formula));

    /// <inheritdoc/>
    protected override string Needs => "numbers";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context[1], z = context.Output();
        switch (x.ElementType)
        {
            case ElementType.Float32:
                Fill<float>(x, y, z);
                break;
            case ElementType.Float64:
                Fill<double>(x, y, z);
                break;
            case ElementType.Float16:
                Fill<Half>(x, y, z);
                break;
            case ElementType.BFloat16:
                Fill<BFloat16>(x, y, z);
                break;
            case ElementType.Int8:
                Fill<sbyte>(x, y, z);
                break;
            case ElementType.Int16:
                Fill<short>(x, y, z);
                break;
            case ElementType.Int32:
                Fill<int>(x, y, z);
                break;
            case ElementType.Int64:
                Fill<long>(x, y, z);
                break;
            case ElementType.UInt8:
                Fill<byte>(x, y, z);
                break;
            case ElementType.UInt16:
                Fill<ushort>(x, y, z);
                break;
            case ElementType.UInt32:
                Fill<uint>(x, y, z);
                break;
            case ElementType.UInt64:
                Fill<ulong>(x, y, z);
                break;
            default:
                ComplexMap.Binary((IComplexBinary)Formula, x, y, z);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsFloating || type.IsInteger || (type.IsComplex && Formula is IComplexBinary);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        BinaryGradient.Of(this, Formula, x, y, dy, () => Formula.Slopes<TensorLane>(new(x[0]), new(x[1]), new(y)));

    void Fill<T>(Tensor x, Tensor y, Tensor z)
        where T : unmanaged => Map.NumberBinary(Formula, x.View<T>(z.Shape), y.View<T>(z.Shape), z.View<T>());
}
