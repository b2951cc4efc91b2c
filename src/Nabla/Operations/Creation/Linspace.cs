namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for evenly spaced numbers.</summary>
public static class LinspaceOperation
{
    extension(Tensor)
    {
        /// <summary>Evenly spaced numbers from start to stop.</summary>
        /// <param name="start">The first number, or a tensor of first numbers.</param>
        /// <param name="stop">The last number; shapes of tensors broadcast.</param>
        /// <param name="num">How many.</param>
        /// <param name="endpoint">Whether stop is the last of them; else it would be the next.</param>
        /// <param name="elementType">Type of the elements; float32, or the type of a tensor, by default. A whole type cuts towards zero.</param>
        /// <param name="axis">Where the numbers stand in the result when start or stop have axes.</param>
        /// <exception cref="ArgumentException">num is negative.</exception>
        public static Tensor Linspace(Operand start, Operand stop, int num = 50, bool endpoint = true, ElementType? elementType = null, int axis = 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(num);
            int parts = endpoint ? num - 1 : num;
            var fractions = Constant(num, i => parts == 0 ? 0 : (double)i / parts);
            if (start.IsNumber && stop.IsNumber)
            {
                double from = start.Number, to = stop.Number;
                return Constant(num, i => parts > 0 && i == parts ? to : from + i * ((to - from) / Math.Max(parts, 1))).Cast(elementType ?? ElementType.Float32);
            }

            var type = (start.Tensor ?? stop.Tensor!).ToReal().ElementType;
            Tensor a = start.Tensor?.ToReal() ?? start.ToTensor("Linspace", type), b = stop.Tensor?.ToReal() ?? stop.ToTensor("Linspace", type);
            int rank = Math.Max(a.Rank, b.Rank), place = Axes.Normalize("Linspace", axis, rank + 1);
            var lengths = new long[rank + 1];
            Array.Fill(lengths, 1);
            lengths[place] = num;
            var t = fractions.Cast(type).Reshape(new Shape(lengths));
            var y = Deep(a, rank).ExpandDims(place) * (1 - t) + Deep(b, rank).ExpandDims(place) * t;
            return elementType is { } wanted && wanted != y.ElementType ? y.Cast(wanted) : y;
        }

        /// <summary>Evenly spaced numbers from start to stop, and their distance.</summary>
        /// <inheritdoc cref="Linspace(Operand, Operand, int, bool, ElementType?, int)"/>
        public static (Tensor Samples, Tensor Step) LinspaceWithStep(Operand start, Operand stop, int num = 50, bool endpoint = true, ElementType? elementType = null, int axis = 0)
        {
            var samples = Tensor.Linspace(start, stop, num, endpoint, elementType, axis);
            double parts = endpoint ? num - 1 : num;
            var type = samples.ElementType.IsDifferentiable ? samples.ElementType : ElementType.Float32;
            if (start.IsNumber && stop.IsNumber)
            {
                return (samples, Scalars.Of(type, (stop.Number - start.Number) / parts));
            }

            Tensor a = start.Tensor?.ToReal() ?? start.ToTensor("Linspace", type), b = stop.Tensor?.ToReal() ?? stop.ToTensor("Linspace", type);
            return (samples, (b - a) / parts);
        }

        /// <summary>Numbers evenly spaced in their logarithm: base to the power of start … stop.</summary>
        /// <param name="start">Exponent of the first number.</param>
        /// <param name="stop">Exponent of the last number.</param>
        /// <param name="num">How many.</param>
        /// <param name="endpoint">Whether stop is the last exponent.</param>
        /// <param name="base">What is raised.</param>
        /// <param name="elementType">Type of the elements; float32 by default.</param>
        /// <param name="axis">Where the numbers stand in the result when start or stop have axes.</param>
        public static Tensor Logspace(Operand start, Operand stop, int num = 50, bool endpoint = true, double @base = 10, ElementType? elementType = null, int axis = 0)
        {
            if (!start.IsNumber || !stop.IsNumber)
            {
                var exponents = Tensor.Linspace(start, stop, num, endpoint, null, axis);
                var powers = (exponents * Math.Log(@base)).Exp();
                return elementType is { } wanted ? powers.Cast(wanted) : powers;
            }

            var values = Tensor.Linspace(start, stop, num, endpoint, ElementType.Float64).ToArray<double>();
            return Constant(num, i => Math.Pow(@base, values[i])).Cast(elementType ?? ElementType.Float32);
        }

        /// <summary>Numbers in equal ratios from start to stop.</summary>
        /// <param name="start">The first number, not 0.</param>
        /// <param name="stop">The last number, not 0, of the same sign.</param>
        /// <param name="num">How many.</param>
        /// <param name="endpoint">Whether stop is the last of them.</param>
        /// <param name="elementType">Type of the elements; float32 by default.</param>
        /// <exception cref="ArgumentException">A limit is 0, or their signs differ.</exception>
        public static Tensor Geomspace(double start, double stop, int num = 50, bool endpoint = true, ElementType elementType = ElementType.Float32)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(num);
            if (start * stop <= 0)
            {
                throw new ArgumentException($"Geomspace: from {start} to {stop}: equal ratios need limits of one sign, neither of them 0.");
            }

            double parts = Math.Max(1, endpoint ? num - 1 : num), ratio = Math.Log(stop / start);
            return Constant(num, i => endpoint && i > 0 && i == num - 1 ? stop : start * Math.Exp(ratio * (i / parts))).Cast(elementType);
        }
    }

    internal static Tensor Constant(int count, Func<int, double> value)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = value(i);
        }

        return Tensor.Adopt(values, Shape.Of([count]));
    }

    static Tensor Deep(Tensor x, int rank) => x.Rank == rank ? x : x.ExpandDims(Axes.Create([.. Enumerable.Range(0, rank - x.Rank)]));
}
