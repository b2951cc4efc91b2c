using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for not.</summary>
public static class NotOperation
{
    extension(Tensor x)
    {
        /// <summary>Whether x is false; numbers count as true where they are not 0.</summary>
        public Tensor LogicalNot() => Engine.Current.RunOne(new BitBinary<Xor>(default), x.Cast(ElementType.Bool), Tensor.Constant(true));

        /// <summary>All bits turned around; whole numbers only.</summary>
        /// <exception cref="ElementTypeException">The elements are no whole numbers.</exception>
        public Tensor BitwiseNot() => Engine.Current.RunOne(new BitBinary<Xor>(default), x, x.ElementType switch
        {
            ElementType.UInt64 => Tensor.Constant(ulong.MaxValue),
            { IsInteger: true } type => Scalars.Of(type, -1),
            var type => throw new ElementTypeException($"BitwiseNot: a {type.Name} tensor: it needs whole numbers. For truth values use LogicalNot."),
        });

        /// <summary>Whether x is false; truth values only.</summary>
        /// <exception cref="ElementTypeException">The elements are no truth values.</exception>
        public static Tensor operator !(Tensor a) => a.ElementType == ElementType.Bool ? a.LogicalNot()
            : throw new ElementTypeException($"Not: a {a.ElementType.Name} tensor: ! is for truth values. Compare it with 0, or use ~ for bits.");

        /// <summary>All bits turned around; of truth values, the opposite.</summary>
        public static Tensor operator ~(Tensor a) => a.ElementType == ElementType.Bool ? a.LogicalNot() : a.BitwiseNot();
    }
}
