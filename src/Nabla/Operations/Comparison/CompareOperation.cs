using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that compare; <c>==</c> and <c>!=</c> stand on the type itself.</summary>
/// <remarks>Shapes: broadcast. The result is bool. A number takes the tensor's element type; operators refuse a real number beside whole ones, named
/// functions turn the whole ones to float32 first, as Keras does.</remarks>
public static class CompareOperation
{
    extension(Tensor x)
    {
        /// <summary>Whether x = y, element by element.</summary>
        public Tensor Equal(Operand y) => Run(Comparison.Equal, x, y);

        /// <summary>Whether x ≠ y, element by element.</summary>
        public Tensor NotEqual(Operand y) => Run(Comparison.NotEqual, x, y);

        /// <summary>Whether x &lt; y, element by element.</summary>
        public Tensor Less(Operand y) => Run(Comparison.Less, x, y);

        /// <summary>Whether x ≤ y, element by element.</summary>
        public Tensor LessEqual(Operand y) => Run(Comparison.LessEqual, x, y);

        /// <summary>Whether x &gt; y, element by element.</summary>
        public Tensor Greater(Operand y) => Run(Comparison.Greater, x, y);

        /// <summary>Whether x ≥ y, element by element.</summary>
        public Tensor GreaterEqual(Operand y) => Run(Comparison.GreaterEqual, x, y);

        /// <summary>Whether a &lt; b, element by element.</summary>
        public static Tensor operator <(Tensor a, Tensor b) => Strict(Comparison.Less, a, b);

        /// <summary>Whether a &lt; b, element by element.</summary>
        public static Tensor operator <(Tensor a, Operand b) => Strict(Comparison.Less, a, b);

        /// <summary>Whether a &lt; b, element by element.</summary>
        public static Tensor operator <(Operand a, Tensor b) => Strict(Comparison.Less, a, b);

        /// <summary>Whether a ≤ b, element by element.</summary>
        public static Tensor operator <=(Tensor a, Tensor b) => Strict(Comparison.LessEqual, a, b);

        /// <summary>Whether a ≤ b, element by element.</summary>
        public static Tensor operator <=(Tensor a, Operand b) => Strict(Comparison.LessEqual, a, b);

        /// <summary>Whether a ≤ b, element by element.</summary>
        public static Tensor operator <=(Operand a, Tensor b) => Strict(Comparison.LessEqual, a, b);

        /// <summary>Whether a &gt; b, element by element.</summary>
        public static Tensor operator >(Tensor a, Tensor b) => Strict(Comparison.Greater, a, b);

        /// <summary>Whether a &gt; b, element by element.</summary>
        public static Tensor operator >(Tensor a, Operand b) => Strict(Comparison.Greater, a, b);

        /// <summary>Whether a &gt; b, element by element.</summary>
        public static Tensor operator >(Operand a, Tensor b) => Strict(Comparison.Greater, a, b);

        /// <summary>Whether a ≥ b, element by element.</summary>
        public static Tensor operator >=(Tensor a, Tensor b) => Strict(Comparison.GreaterEqual, a, b);

        /// <summary>Whether a ≥ b, element by element.</summary>
        public static Tensor operator >=(Tensor a, Operand b) => Strict(Comparison.GreaterEqual, a, b);

        /// <summary>Whether a ≥ b, element by element.</summary>
        public static Tensor operator >=(Operand a, Tensor b) => Strict(Comparison.GreaterEqual, a, b);
    }

    /// <summary>Compares with the rule of operators: a number takes the tensor's element type, or is refused.</summary>
    internal static Tensor Strict(Comparison relation, Operand a, Operand b)
    {
        var op = new Compare(relation);
        var type = (a.Tensor ?? b.Tensor)!.ElementType;
        return Engine.Current.RunOne(op, a.ToTensor(op.Name, type), b.ToTensor(op.Name, type));
    }

    static Tensor Run(Comparison relation, Tensor x, Operand y)
    {
        var op = new Compare(relation);
        var (left, right) = Promotion.Of(op.Name, x, y);
        return Engine.Current.RunOne(op, left, right);
    }
}
