namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for windows: weights that fade a stretch of a signal in and out.</summary>
/// <remarks>All are symmetric vectors w[i], i = 0 … n − 1, computed in float64; a window of one element is 1.</remarks>
public static class Windows
{
    extension(Tensor)
    {
        /// <summary>A triangle: w = 1 − |2i / (n − 1) − 1|.</summary>
        /// <param name="n">Number of elements.</param>
        /// <param name="elementType">Type of the elements.</param>
        public static Tensor Bartlett(int n, ElementType elementType = ElementType.Float32) => Window(n, t => 1 - Math.Abs(2 * t - 1), elementType);

        /// <summary>Three cosine terms: w = 0.42 − 0.5 cos 2πt + 0.08 cos 4πt with t = i / (n − 1).</summary>
        /// <inheritdoc cref="Bartlett(int, ElementType)"/>
        public static Tensor Blackman(int n, ElementType elementType = ElementType.Float32) =>
            Window(n, t => 0.42 - 0.5 * Math.Cos(2 * Math.PI * t) + 0.08 * Math.Cos(4 * Math.PI * t), elementType);

        /// <summary>A cosine that stops at 0.08: w = 0.54 − 0.46 cos 2πt with t = i / (n − 1).</summary>
        /// <inheritdoc cref="Bartlett(int, ElementType)"/>
        public static Tensor Hamming(int n, ElementType elementType = ElementType.Float32) => Window(n, t => 0.54 - 0.46 * Math.Cos(2 * Math.PI * t), elementType);

        /// <summary>A cosine that stops at 0: w = ½ − ½ cos 2πt with t = i / (n − 1).</summary>
        /// <inheritdoc cref="Bartlett(int, ElementType)"/>
        public static Tensor Hanning(int n, ElementType elementType = ElementType.Float32) => Window(n, t => 0.5 - 0.5 * Math.Cos(2 * Math.PI * t), elementType);

        /// <summary>Kaiser's window: w = I₀(β √(1 − (2t − 1)²)) / I₀(β) with t = i / (n − 1) and the modified Bessel function I₀.</summary>
        /// <param name="n">Number of elements.</param>
        /// <param name="beta">Its narrowness; 0 is a rectangle.</param>
        /// <param name="elementType">Type of the elements.</param>
        public static Tensor Kaiser(int n, double beta, ElementType elementType = ElementType.Float32)
        {
            double whole = BesselI0(beta);
            return Window(n, t => BesselI0(beta * Math.Sqrt(Math.Max(0, 1 - (2 * t - 1) * (2 * t - 1)))) / whole, elementType);
        }
    }

    static Tensor Window(int n, Func<double, double> weight, ElementType type)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return LinspaceOperation.Constant(n, i => n == 1 ? 1 : weight((double)i / (n - 1))).Cast(type);
    }

    // I₀(x) = Σ (x/2)²ᵏ / (k!)²: every term is positive, so the sum loses nothing.
    static double BesselI0(double x)
    {
        double term = 1, sum = 1, quarter = x * x / 4;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= quarter / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
