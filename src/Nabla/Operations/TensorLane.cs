using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>The lane that records: a formula applied to it becomes operations on tensors, and that recording is its gradient.</summary>
/// <remarks>A constant stays a number until it meets a tensor, and then takes the tensor's element type; products with 1 and −1 are not recorded.</remarks>
public readonly struct TensorLane : IRealLane<TensorLane>
{
    readonly Tensor? tensor;
    readonly double constant;

    /// <summary>A lane that is a tensor.</summary>
    public TensorLane(Tensor tensor) => this.tensor = tensor;

    TensorLane(double constant) => this.constant = constant;

    /// <summary>True for a constant that met no tensor yet.</summary>
    internal bool IsConstant => tensor is null;

    /// <summary>The constant.</summary>
    internal double Constant => constant;

    /// <inheritdoc/>
    public static implicit operator TensorLane(double constant) => new(constant);

    /// <inheritdoc/>
    public static TensorLane operator +(TensorLane x, TensorLane y) =>
        x.IsConstant && y.IsConstant ? new(x.constant + y.constant) : Number<Add>(x, y);

    /// <inheritdoc/>
    public static TensorLane operator -(TensorLane x, TensorLane y) =>
        x.IsConstant && y.IsConstant ? new(x.constant - y.constant) : Number<Subtract>(x, y);

    /// <inheritdoc/>
    public static TensorLane operator *(TensorLane x, TensorLane y) => (x.tensor, y.tensor) switch
    {
        (null, null) => new(x.constant * y.constant),
        (null, _) when x.constant == 1 => y,
        (_, null) when y.constant == 1 => x,
        (null, _) when x.constant == -1 => -y,
        (_, null) when y.constant == -1 => -x,
        _ => Number<Multiply>(x, y),
    };

    /// <inheritdoc/>
    public static TensorLane operator /(TensorLane x, TensorLane y) =>
        x.IsConstant && y.IsConstant ? new(x.constant / y.constant) : y.IsConstant && y.constant == 1 ? x : Real<Divide>(x, y);

    /// <inheritdoc/>
    public static TensorLane operator -(TensorLane x) => x.IsConstant ? new(-x.constant) : new(Engine.Current.RunOne(new NumberUnary<Negative>(default), x.tensor!));

    /// <inheritdoc/>
    public static TensorLane Min(TensorLane x, TensorLane y) => Number<Minimum>(x, y);

    /// <inheritdoc/>
    public static TensorLane Max(TensorLane x, TensorLane y) => Number<Maximum>(x, y);

    /// <inheritdoc/>
    public static TensorLane Abs(TensorLane x) => x.IsConstant ? new(Math.Abs(x.constant)) : new(Engine.Current.RunOne(new NumberUnary<Absolute>(default), x.tensor!));

    /// <inheritdoc/>
    public static TensorLane SelectLess(TensorLane x, TensorLane y, TensorLane then, TensorLane otherwise) => Select(Comparison.Less, x, y, then, otherwise);

    /// <inheritdoc/>
    public static TensorLane SelectEqual(TensorLane x, TensorLane y, TensorLane then, TensorLane otherwise) => Select(Comparison.Equal, x, y, then, otherwise);

    /// <inheritdoc/>
    public static TensorLane SelectNaN(TensorLane x, TensorLane then, TensorLane otherwise) => Select(Comparison.Equal, x, x, otherwise, then);

    /// <inheritdoc/>
    public static TensorLane MultiplyAdd(TensorLane x, TensorLane y, TensorLane z) => (x * y) + z;

    /// <inheritdoc/>
    public static TensorLane CopySign(TensorLane x, TensorLane y) => Real<CopySign>(x, y);

    /// <inheritdoc/>
    public static TensorLane Pow(TensorLane x, TensorLane y) => Real<Power>(x, y);

    /// <inheritdoc/>
    public static TensorLane Atan2(TensorLane y, TensorLane x) => Real<ArcTan2>(y, x);

    /// <inheritdoc/>
    public static TensorLane Hypot(TensorLane x, TensorLane y) => Real<Hypot>(x, y);

    /// <inheritdoc/>
    public static TensorLane LogAddExp(TensorLane x, TensorLane y) => Real<LogAddExp>(x, y);

    /// <inheritdoc/>
    public static TensorLane Sqrt(TensorLane x) => Unary<Sqrt>(x);

    /// <inheritdoc/>
    public static TensorLane Round(TensorLane x) => Unary<Round>(x);

    /// <inheritdoc/>
    public static TensorLane Floor(TensorLane x) => Unary<Floor>(x);

    /// <inheritdoc/>
    public static TensorLane Ceiling(TensorLane x) => Unary<Ceil>(x);

    /// <inheritdoc/>
    public static TensorLane Truncate(TensorLane x) => Unary<Trunc>(x);

    /// <inheritdoc/>
    public static TensorLane Exp(TensorLane x) => Unary<Exp>(x);

    /// <inheritdoc/>
    public static TensorLane Exp2(TensorLane x) => Unary<Exp2>(x);

    /// <inheritdoc/>
    public static TensorLane Expm1(TensorLane x) => Unary<Expm1>(x);

    /// <inheritdoc/>
    public static TensorLane Log(TensorLane x) => Unary<Log>(x);

    /// <inheritdoc/>
    public static TensorLane Log1p(TensorLane x) => Unary<Log1p>(x);

    /// <inheritdoc/>
    public static TensorLane Log2(TensorLane x) => Unary<Log2>(x);

    /// <inheritdoc/>
    public static TensorLane Log10(TensorLane x) => Unary<Log10>(x);

    /// <inheritdoc/>
    public static TensorLane Sin(TensorLane x) => Unary<Sin>(x);

    /// <inheritdoc/>
    public static TensorLane Cos(TensorLane x) => Unary<Cos>(x);

    /// <inheritdoc/>
    public static TensorLane Tan(TensorLane x) => Unary<Tan>(x);

    /// <inheritdoc/>
    public static TensorLane Asin(TensorLane x) => Unary<ArcSin>(x);

    /// <inheritdoc/>
    public static TensorLane Acos(TensorLane x) => Unary<ArcCos>(x);

    /// <inheritdoc/>
    public static TensorLane Atan(TensorLane x) => Unary<ArcTan>(x);

    /// <inheritdoc/>
    public static TensorLane Sinh(TensorLane x) => Unary<Sinh>(x);

    /// <inheritdoc/>
    public static TensorLane Cosh(TensorLane x) => Unary<Cosh>(x);

    /// <inheritdoc/>
    public static TensorLane Tanh(TensorLane x) => Unary<Tanh>(x);

    /// <inheritdoc/>
    public static TensorLane Asinh(TensorLane x) => Unary<ArcSinh>(x);

    /// <inheritdoc/>
    public static TensorLane Acosh(TensorLane x) => Unary<ArcCosh>(x);

    /// <inheritdoc/>
    public static TensorLane Atanh(TensorLane x) => Unary<ArcTanh>(x);

    /// <inheritdoc/>
    public static TensorLane Rsqrt(TensorLane x) => Unary<Rsqrt>(x);

    /// <inheritdoc/>
    public static TensorLane Cbrt(TensorLane x) => Unary<Cbrt>(x);

    /// <inheritdoc/>
    public static TensorLane Erf(TensorLane x) => Unary<Erf>(x);

    /// <inheritdoc/>
    public static TensorLane Erfc(TensorLane x) => Unary<Erfc>(x);

    /// <inheritdoc/>
    public static TensorLane Erfinv(TensorLane x) => Unary<Erfinv>(x);

    /// <inheritdoc/>
    public static TensorLane Lgamma(TensorLane x) => Unary<Lgamma>(x);

    /// <inheritdoc/>
    public static TensorLane Digamma(TensorLane x) => Unary<Digamma>(x);

    /// <inheritdoc/>
    public static TensorLane Sigmoid(TensorLane x) => Unary<Sigmoid>(x);

    /// <inheritdoc/>
    public static TensorLane Softplus(TensorLane x) => Unary<Softplus>(x);

    /// <inheritdoc/>
    public static TensorLane Gelu(TensorLane x) => Unary<Gelu>(x);

    /// <inheritdoc/>
    public static TensorLane GeluTanh(TensorLane x) => Unary<GeluTanh>(x);

    /// <summary>The lane as a tensor of the type and shape of another one.</summary>
    internal Tensor ToTensor(Tensor like) =>
        tensor ?? Engine.Current.RunOne(new FillLike(constant), like);

    static TensorLane Unary<F>(TensorLane x)
        where F : struct, IUnary =>
        x.IsConstant ? new(default(F).Value(new Scalar<double>(x.constant)).X) : new(Engine.Current.RunOne(new Unary<F>(default), x.tensor!));

    static TensorLane Real<F>(TensorLane x, TensorLane y)
        where F : struct, IBinary
    {
        var like = Like(x, y);
        return new(Engine.Current.RunOne(new Binary<F>(default), x.Beside(like), y.Beside(like)));
    }

    static TensorLane Number<F>(TensorLane x, TensorLane y)
        where F : struct, INumberBinary
    {
        var like = Like(x, y);
        return new(Engine.Current.RunOne(new NumberBinary<F>(default), x.Beside(like), y.Beside(like)));
    }

    static TensorLane Select(Comparison comparison, TensorLane x, TensorLane y, TensorLane then, TensorLane otherwise)
    {
        var like = x.tensor ?? y.tensor ?? then.tensor ?? otherwise.tensor ?? throw new InvalidOperationException("TensorLane: a choice between constants: a formula chooses by its argument.");
        var condition = Engine.Current.RunOne(new Compare(comparison), x.Beside(like), y.Beside(like));
        return new(Engine.Current.RunOne(new Where(), condition, then.Beside(like), otherwise.Beside(like)));
    }

    static Tensor Like(TensorLane x, TensorLane y) => x.tensor ?? y.tensor ?? throw new InvalidOperationException("TensorLane: a formula of constants alone: a formula uses its argument.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Tensor Beside(Tensor like) => tensor ?? Scalars.Of(like.ElementType, constant);
}
