using Nabla.Operations;

namespace Nabla;

/// <summary>Sums of products, written as an equation of axes.</summary>
public static class EinsumOperation
{
    extension(Tensor)
    {
        /// <summary>Sums products of elements over the axes that the output does not name: <c>"ij,jk->ik"</c> is the matrix product.</summary>
        /// <remarks>One letter an axis and one term a tensor; a letter that comes twice in a term takes the diagonal. <c>...</c> stands for axes that are not named;
        /// they broadcast. Without <c>-></c> the output has the letters that come once, in alphabetical order. Tensors are joined from the left, each pair as one
        /// matrix product; axes that nobody needs any more are summed before. Products of int8 are int32, as in Keras; truth values are joined by and, then or.</remarks>
        /// <param name="equation">The equation.</param>
        /// <param name="inputs">The tensors, all of one element type.</param>
        /// <exception cref="ShapeException">The equation does not fit the tensors, or cannot be read.</exception>
        /// <exception cref="ElementTypeException">The element types differ.</exception>
        public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> inputs)
        {
            var x = inputs.ToArray();
            var type = x.Length == 0 ? throw new ShapeException($"Einsum: '{equation}' without tensors: it needs one at least.") : x[0].ElementType;
            if (Array.Find(x, input => input.ElementType != type) is { } other)
            {
                throw new ElementTypeException($"Einsum: {type.Name} and {other.ElementType.Name} tensors: they must have one element type. Cast one of them.");
            }

            var terms = EinsumEquation.Read(equation, Array.ConvertAll(x, input => input.Shape));
            CheckLengths(equation, terms, x);
            var counted = type is ElementType.Bool or ElementType.Int8 ? Array.ConvertAll(x, input => input.Cast(ElementType.Int32)) : x;
            var y = Join(terms, counted);
            return type == ElementType.Bool ? y.Cast(ElementType.Bool) : y;
        }
    }

    static Tensor Join(EinsumEquation terms, Tensor[] x)
    {
        Labelled? joined = null;
        for (int i = 0; i < x.Length; i++)
        {
            string later = string.Concat(terms.Inputs[(i + 1)..]) + terms.Output;
            var next = new Labelled(x[i], terms.Inputs[i]).WithoutRepeats();
            joined = joined is null ? next.SummedTo(later) : joined.Times(next.SummedTo(later + joined.Labels), later);
        }

        return joined!.To(terms.Output).Value;
    }

    static void CheckLengths(string equation, EinsumEquation terms, Tensor[] x)
    {
        var lengths = new Dictionary<char, long>();
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < x[i].Rank; k++)
            {
                char label = terms.Inputs[i][k];
                long length = x[i].Shape.Lengths[k], known = lengths.GetValueOrDefault(label, Shape.Unknown);
                bool fits = length == known || length == Shape.Unknown || known == Shape.Unknown || (EinsumEquation.IsHidden(label) && (length == 1 || known == 1));
                if (!fits)
                {
                    throw new ShapeException($"Einsum: '{equation}' with {string.Join(" and ", x.Select(input => input.Shape.ToString()))}: the axis '{(EinsumEquation.IsHidden(label) ? "..." : label)}' has length {known} and {length}. Give axes of one letter one length.");
                }

                lengths[label] = known == Shape.Unknown || known == 1 ? length : known;
            }
        }
    }
}
