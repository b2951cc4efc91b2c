using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that choose by a condition.</summary>
public static class WhereOperation
{
    extension(Tensor)
    {
        /// <inheritdoc cref="Operations.Where"/>
        /// <param name="condition">Truth values; of numbers those that are not 0 hold.</param>
        /// <param name="x">What is taken where the condition holds.</param>
        /// <param name="y">What is taken elsewhere.</param>
        /// <remarks>Tensors of two types are joined as in Keras: a real type wins over a whole one, of two whole types the shortest that holds both.</remarks>
        /// <exception cref="ElementTypeException">One is text and the other is not.</exception>
        public static Tensor Where(Tensor condition, Operand x, Operand y)
        {
            var (a, b) = Alike("Where", x, y);
            return Engine.Current.RunOne(new Where(), condition.ToBool(), a, b);
        }

        /// <summary>For each element the first choice whose condition holds, else the default.</summary>
        /// <param name="conditions">Truth values; shapes broadcast.</param>
        /// <param name="choices">One for each condition, of one element type.</param>
        /// <param name="defaultValue">What is taken where no condition holds.</param>
        /// <exception cref="ArgumentException">There are not as many choices as conditions, or none.</exception>
        public static Tensor Select(IReadOnlyList<Tensor> conditions, IReadOnlyList<Tensor> choices, Operand? defaultValue = null)
        {
            if (conditions.Count != choices.Count || choices.Count == 0)
            {
                throw new ArgumentException($"Select: {conditions.Count} conditions and {choices.Count} choices: there must be one choice for each condition, and at least one.");
            }

            Tensor result = (defaultValue ?? (choices[0].ElementType == ElementType.Bool ? false : 0)).ToTensor("Select", choices[0].ElementType);
            for (int i = choices.Count - 1; i >= 0; i--)
            {
                result = Tensor.Where(conditions[i], choices[i], result);
            }

            return result;
        }
    }

    extension(Tensor x)
    {
        /// <summary>The tensor itself where it holds truth values, else whether each element is not 0.</summary>
        internal Tensor ToBool() => x.ElementType == ElementType.Bool ? x : x.Cast(ElementType.Bool);
    }

    // A number beside a tensor takes its type, as in other named functions; of two numbers a real one decides.
    static (Tensor X, Tensor Y) Alike(string op, Operand x, Operand y)
    {
        if (x.Tensor is { } one && y.Tensor is { } other)
        {
            return Promotion.Common(one.ElementType, other.ElementType) is { } common ? (one.Cast(common), other.Cast(common)) : (one, other);
        }

        if (x.Tensor is { } a)
        {
            return Promotion.Of(op, a, y);
        }

        if (y.Tensor is { } b)
        {
            var (right, left) = Promotion.Of(op, b, x);
            return (left, right);
        }

        ElementType first = x.ToTensor().ElementType, last = y.ToTensor().ElementType, type = first.IsDifferentiable || last == ElementType.Bool ? first : last;
        return (x.ToTensor(op, type), y.ToTensor(op, type));
    }
}
