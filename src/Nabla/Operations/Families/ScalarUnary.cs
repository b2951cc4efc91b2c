using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>A function of one real number that branches too much for registers: computed in double precision, one element at a time, and rounded once.</summary>
public interface IScalarUnary
{
    /// <summary>y = f(x).</summary>
    double At(double x);

    /// <summary>The gradient of x, made of operations on tensors; null where none flows.</summary>
    Tensor? Gradient(Tensor x, Tensor y, Tensor dy);
}

/// <summary>A function of two real numbers, of the same kind.</summary>
public interface IScalarRealBinary
{
    /// <summary>z = f(x, y).</summary>
    double At(double x, double y);

    /// <summary>The gradients of x and y in the shape of z; null where none flows.</summary>
    (Tensor? X, Tensor? Y) Gradients(Tensor x, Tensor y, Tensor z, Tensor dz);
}

/// <summary>A scalar function of real numbers, applied to each element.</summary>
/// <param name="Formula">The function.</param>
public sealed record ScalarUnary<F>(F Formula) : UnaryOp
    where F : struct, IScalarUnary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    protected override string Needs => "a floating type";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var action = new Action(Formula, context[0], context.Output());
        ElementDispatch.Run(context[0].ElementType, ref action);
        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsFloating;

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Formula.Gradient(x[0], y, dy)];

    readonly struct Action(F formula, Tensor x, Tensor y) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Each.Unary<Rounded<T>, T, T>(new(formula), x.View<T>(), y.View<T>());
    }

    readonly struct Rounded<T>(F formula) : IEach<T, T>
        where T : unmanaged
    {
        public T At(T x, T y) => CastElement.To<double, T>(formula.At(CastElement.To<T, double>(x)));
    }
}

/// <summary>A scalar function of two real numbers, applied to elements that stretch to one shape.</summary>
/// <param name="Formula">The function.</param>
public sealed record ScalarRealBinary<F>(F Formula) : BinaryOp
    where F : struct, IScalarRealBinary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    protected override string Needs => "a floating type";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var action = new Action(Formula, context[0], context[1], context.Output());
        ElementDispatch.Run(context[0].ElementType, ref action);
        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsFloating;

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        var (left, right) = Formula.Gradients(x[0], x[1], y, dy);
        return [left?.SumToLike(x[0]), right?.SumToLike(x[1])];
    }

    readonly struct Action(F formula, Tensor x, Tensor y, Tensor z) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Each.Binary<Rounded<T>, T, T>(new(formula), x.View<T>(z.Shape), y.View<T>(z.Shape), z.View<T>());
    }

    readonly struct Rounded<T>(F formula) : IEach<T, T>
        where T : unmanaged
    {
        public T At(T x, T y) => CastElement.To<double, T>(formula.At(CastElement.To<T, double>(x), CastElement.To<T, double>(y)));
    }
}

/// <summary>How scalar functions meet tensors: whole numbers become float32 first.</summary>
internal static class ScalarOperations
{
    extension(Tensor x)
    {
        internal Tensor ApplyScalar<F>(F formula)
            where F : struct, IScalarUnary => Engine.Current.RunOne(new ScalarUnary<F>(formula), x.ToReal());

        internal Tensor ApplyScalar<F>(F formula, Operand y)
            where F : struct, IScalarRealBinary
        {
            var op = new ScalarRealBinary<F>(formula);
            var (left, right) = Promotion.Of(op.Name, x, y);
            return left.ElementType == right.ElementType ? Engine.Current.RunOne(op, left.ToReal(), right.ToReal()) : Engine.Current.RunOne(op, left, right);
        }
    }
}
