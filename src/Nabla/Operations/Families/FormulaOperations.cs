using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla;

/// <summary>How formulas meet tensors.</summary>
/// <remarks>Beside a number, named functions promote as Keras does (whole numbers become float32 beside a real one); operators refuse as TensorFlow does.
/// Two tensors of different element types are always refused.</remarks>
public static class FormulaOperations
{
    extension(Tensor x)
    {
        /// <summary>Applies a formula of real numbers to each element; whole numbers and truth values become float32 first, as in Keras.</summary>
        public Tensor Apply<F>(F formula)
            where F : struct, IUnary => Engine.Current.RunOne(new Unary<F>(formula), x.ToReal());

        /// <summary>Applies a formula of real numbers to each element; whole numbers are refused, as Keras refuses them.</summary>
        /// <exception cref="ElementTypeException">The elements are no floating or complex numbers.</exception>
        public Tensor ApplyFloating<F>(F formula)
            where F : struct, IUnary => Engine.Current.RunOne(new Unary<F>(formula), x);

        /// <summary>Applies a formula of numbers of any type to each element.</summary>
        public Tensor ApplyNumber<F>(F formula)
            where F : struct, INumberUnary => Engine.Current.RunOne(new NumberUnary<F>(formula), x);

        /// <summary>Applies a formula of two real numbers, element by element; whole numbers become float32 first, as in Keras.</summary>
        public Tensor Apply<F>(F formula, Operand y)
            where F : struct, IBinary
        {
            var op = new Binary<F>(formula);
            var (left, right) = Promotion.Of(op.Name, x, y);
            return left.ElementType == right.ElementType ? Engine.Current.RunOne(op, left.ToReal(), right.ToReal()) : Engine.Current.RunOne(op, left, right);
        }

        /// <summary>Applies a formula of two numbers of any type, element by element.</summary>
        public Tensor ApplyNumber<F>(F formula, Operand y)
            where F : struct, INumberBinary
        {
            var op = new NumberBinary<F>(formula);
            var (left, right) = Promotion.Of(op.Name, x, y);
            return Engine.Current.RunOne(op, left, right);
        }

        /// <summary>The tensor itself where it is floating or complex, else as float32.</summary>
        internal Tensor ToReal() => x.ElementType.IsDifferentiable ? x : x.Cast(ElementType.Float32);

        /// <summary>As <see cref="ToReal"/>, but int64 becomes float64: Keras's rule for a few functions.</summary>
        internal Tensor ToWideReal() => x.ElementType == ElementType.Int64 ? x.Cast(ElementType.Float64) : x.ToReal();
    }

    /// <summary>A formula between operator signs: a number takes the tensor's element type, or is refused.</summary>
    internal static Tensor Operate<F>(F formula, Operand a, Operand b)
        where F : struct, INumberBinary
    {
        var op = new NumberBinary<F>(formula);
        var type = (a.Tensor ?? b.Tensor)!.ElementType;
        return Engine.Current.RunOne(op, a.ToTensor(op.Name, type), b.ToTensor(op.Name, type));
    }
}
