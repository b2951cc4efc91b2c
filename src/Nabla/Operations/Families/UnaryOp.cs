using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>An operation on each element of one tensor: y[i] = f(x[i]).</summary>
/// <remarks>Shape: any → same. The output has the input's element type.</remarks>
public abstract record UnaryOp : SingleOp, IElementwise
{
    /// <summary>The formula as the end of a product.</summary>
    internal virtual ProductFinish? Finish => null;

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) =>
        Takes(x[0].ElementType) ? new(x[0].ElementType, x[0].Shape)
        : throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs {Needs}. Cast it first.");

    /// <summary>The element types that it takes, in words.</summary>
    protected abstract string Needs { get; }

    /// <summary>Whether it takes tensors of this type.</summary>
    protected abstract bool Takes(ElementType type);
}

/// <summary>A formula of real numbers, applied to each element.</summary>
/// <param name="Formula">The formula with its constants.</param>
public sealed record Unary<F>(F Formula) : UnaryOp
    where F : struct, IUnary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.Unary(Formula));

    /// <inheritdoc/>
    internal override ProductFinish? Finish => new ProductFinish<F>(Formula);

    /// <inheritdoc/>
    protected override string Needs => Formula is IComplexUnary ? "a floating or complex type" : "a floating type";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context.Output();
        switch (x.ElementType)
        {
            case ElementType.Float32:
                Map.Unary(Formula, x.View<float>(), y.View<float>());
                break;
            case ElementType.Float64:
                Map.Unary(Formula, x.View<double>(), y.View<double>());
                break;
            case ElementType.Float16:
                Map.Unary(Formula, x.View<Half>(), y.View<Half>());
                break;
            case ElementType.BFloat16:
                Map.Unary(Formula, x.View<BFloat16>(), y.View<BFloat16>());
                break;
            default:
                ComplexMap.Unary((IComplexUnary)Formula, x, y);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsFloating || (type.IsComplex && Formula is IComplexUnary);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => UnaryGradient.Of(this, new UnarySlope<F>(Formula), Formula, x[0], y, dy);
}

/// <summary>A formula of numbers of any type, applied to each element.</summary>
/// <param name="Formula">The formula with its constants.</param>
public sealed record NumberUnary<F>(F Formula) : UnaryOp
    where F : struct, INumberUnary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.NumberUnary(Formula));

    /// <inheritdoc/>
    internal override ProductFinish? Finish => ProductFinish.OfNumbers(Formula);

    /// <inheritdoc/>
    protected override string Needs => Formula is ISigned ? "signed numbers" : "numbers";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context.Output();
        switch (x.ElementType)
        {
            case ElementType.Float32:
                Map.NumberUnary(Formula, x.View<float>(), y.View<float>());
                break;
            case ElementType.Float64:
                Map.NumberUnary(Formula, x.View<double>(), y.View<double>());
                break;
            case ElementType.Float16:
                Map.NumberUnary(Formula, x.View<Half>(), y.View<Half>());
                break;
            case ElementType.BFloat16:
                Map.NumberUnary(Formula, x.View<BFloat16>(), y.View<BFloat16>());
                break;
            case ElementType.Int8:
                Map.NumberUnary(Formula, x.View<sbyte>(), y.View<sbyte>());
                break;
            case ElementType.Int16:
                Map.NumberUnary(Formula, x.View<short>(), y.View<short>());
                break;
            case ElementType.Int32:
                Map.NumberUnary(Formula, x.View<int>(), y.View<int>());
                break;
            case ElementType.Int64:
                Map.NumberUnary(Formula, x.View<long>(), y.View<long>());
                break;
            case ElementType.UInt8:
                Map.NumberUnary(Formula, x.View<byte>(), y.View<byte>());
                break;
            case ElementType.UInt16:
                Map.NumberUnary(Formula, x.View<ushort>(), y.View<ushort>());
                break;
            case ElementType.UInt32:
                Map.NumberUnary(Formula, x.View<uint>(), y.View<uint>());
                break;
            case ElementType.UInt64:
                Map.NumberUnary(Formula, x.View<ulong>(), y.View<ulong>());
                break;
            default:
                ComplexMap.Unary((IComplexUnary)Formula, x, y);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsFloating || (type.IsInteger && !(Formula is ISigned && type.IsUnsigned)) || (type.IsComplex && Formula is IComplexUnary);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => UnaryGradient.Of(this, new NumberUnarySlope<F>(Formula), Formula, x[0], y, dy);
}
