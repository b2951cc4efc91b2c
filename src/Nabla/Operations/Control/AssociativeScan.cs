namespace Nabla;

/// <summary>Running results of an associative function.</summary>
public static class AssociativeScanOperation
{
    extension(Tensor)
    {
        /// <summary>y[0] = x[0], y[i] = f(y[i − 1], x[i]) along an axis, for an f with f(f(a, b), c) = f(a, f(b, c)): in log₂ n rounds on whole tensors.</summary>
        /// <param name="function">From two lists of tensors, which hold some elements along the axis, to the list of their combinations.</param>
        /// <param name="xs">The tensors, with one length along the axis.</param>
        /// <param name="axis">The axis.</param>
        /// <param name="reverse">Whether it starts with the last element.</param>
        /// <remarks>Blelloch, <i>Prefix sums and their applications</i>, 1990.</remarks>
        /// <exception cref="ShapeException">The lengths along the axis differ.</exception>
        public static Tensor[] AssociativeScan(Func<Tensor[], Tensor[], Tensor[]> function, Tensor[] xs, int axis = 0, bool reverse = false)
        {
            ArgumentNullException.ThrowIfNull(function);
            ArgumentNullException.ThrowIfNull(xs);
            if (xs.Length == 0)
            {
                return [];
            }

            int at = Axes.Normalize("AssociativeScan", axis, xs[0].Rank);
            foreach (var x in xs)
            {
                if (x.Rank <= at || x.Shape[at] != xs[0].Shape[at])
                {
                    throw new ShapeException($"AssociativeScan: tensors of shapes {string.Join(" and ", xs.Select(t => t.Shape))}: axis {at} must have one length in all of them.");
                }
            }

            var forward = reverse ? Array.ConvertAll(xs, x => x.Flip(at)) : xs;
            var y = Running(function, forward, at);
            return reverse ? Array.ConvertAll(y, x => x.Flip(at)) : y;
        }

        /// <summary>The same of one tensor.</summary>
        /// <inheritdoc cref="AssociativeScan(Func{Tensor[], Tensor[], Tensor[]}, Tensor[], int, bool)"/>
        public static Tensor AssociativeScan(Func<Tensor, Tensor, Tensor> function, Tensor x, int axis = 0, bool reverse = false) =>
            Tensor.AssociativeScan((a, b) => [function(a[0], b[0])], [x], axis, reverse)[0];
    }

    static Tensor[] Running(Func<Tensor[], Tensor[], Tensor[]> function, Tensor[] xs, int axis)
    {
        long n = xs[0].Shape[axis];
        if (n < 2)
        {
            return xs;
        }

        // Neighbours combined in pairs; their running results are those of the odd places, and one more step gives the even ones.
        var odd = Running(function, function(Every(xs, axis, 0, n - 1), Every(xs, axis, 1, n)), axis);
        var later = Every(xs, axis, 2, n);
        var even = later[0].Shape[axis] == 0 ? later : function(n % 2 == 0 ? Array.ConvertAll(odd, y => Part(y, axis, Slice.Step(null, -1, 1))) : odd, later);
        return [.. xs.Select((x, i) => Interleaved(Tensor.Concatenate([Part(x, axis, Slice.Step(0, 1, 1)), even[i]], axis), odd[i], axis))];
    }

    static Tensor[] Every(Tensor[] xs, int axis, long start, long stop) => Array.ConvertAll(xs, x => Part(x, axis, Slice.Step(start, stop, 2)));

    static Tensor Part(Tensor x, int axis, Slice slice)
    {
        var slices = new Slice[axis + 1];
        Array.Fill(slices, Slice.All);
        slices[axis] = slice;
        return x[slices];
    }

    static Tensor Interleaved(Tensor even, Tensor odd, int axis)
    {
        long pairs = odd.Shape[axis];
        var lengths = even.Shape.ToArray();
        lengths[axis] = 2 * pairs;
        var both = Tensor.Stack([Part(even, axis, Slice.Step(0, pairs, 1)), odd], axis + 1).Reshape(Shape.Of(lengths));
        return even.Shape[axis] == pairs ? both : Tensor.Concatenate([both, Part(even, axis, Slice.Step(pairs, null, 1))], axis);
    }
}
