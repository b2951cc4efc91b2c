using System.Diagnostics;
using System.Globalization;
using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Benchmarks.Accuracy;

/// <summary>Walks the floats through an elementary function and compares with the same function in double, which errs by at most 2⁻⁵⁰.</summary>
/// <remarks><c>ulp [NAME …] [--stride N]</c>: every N-th of the 2³² floats, all by default.</remarks>
internal static class UlpWalk
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        long stride = 1;
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--stride" && i + 1 < arguments.Length && long.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out stride) && stride > 0)
            {
                i++;
                continue;
            }

            names.Add(arguments[i]);
        }

        Console.WriteLine("function    largest error at                 largest below normal");
        bool any = false;
        void Do<F>(string name)
            where F : struct, IUnary
        {
            if (names.Count > 0 && !names.Contains(name)) return;
            any = true;
            Stopwatch watch = Stopwatch.StartNew();
            (double worst, float at, double subnormal) = Walk<F>(stride);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {worst,8:F3} ULP  x = {at,-15:R} {subnormal,8:F3} ULP   {watch.Elapsed.TotalSeconds:F1} s"));
        }

        Do<Exp>("exp");
        Do<Expm1>("expm1");
        Do<Log>("log");
        Do<Log1p>("log1p");
        Do<Log2>("log2");
        Do<Log10>("log10");
        Do<Sin>("sin");
        Do<Cos>("cos");
        Do<Tanh>("tanh");
        Do<Sigmoid>("sigmoid");
        Do<Erf>("erf");
        Do<Gelu>("gelu");
        Do<Rsqrt>("rsqrt");
        if (any) return 0;
        Console.Error.WriteLine($"ulp: {string.Join(' ', names)}: no such function.");
        return 2;
    }

    private static (double Worst, float At, double Subnormal) Walk<F>(long stride)
        where F : struct, IUnary
    {
        const int Chunk = 1 << 16;
        float[] x = new float[Chunk];
        float[] y = new float[Chunk];
        double[] wide = new double[Chunk];
        double[] exact = new double[Chunk];
        double worst = 0;
        double subnormal = 0;
        float at = 0;
        for (long next = 0; next < 1L << 32;)
        {
            int n = 0;
            for (; n < Chunk && next < 1L << 32; next += stride)
            {
                x[n++] = BitConverter.UInt32BitsToSingle((uint)next);
            }

            long[] lengths = [n];
            long[] one = [1];
            Map.Unary(default(F), new View<float>(x, 0, lengths, one), new View<float>(y, 0, lengths, one));
            Map.Cast(new View<float>(x, 0, lengths, one), new View<double>(wide, 0, lengths, one));
            Map.Unary(default(F), new View<double>(wide, 0, lengths, one), new View<double>(exact, 0, lengths, one));
            for (int i = 0; i < n; i++)
            {
                double error = Error(y[i], exact[i]);
                if (Math.Abs(exact[i]) < 1.17549435e-38)
                {
                    subnormal = Math.Max(subnormal, error);
                }
                else if (error > worst)
                {
                    worst = error;
                    at = x[i];
                }
            }
        }

        return (worst, at, subnormal);
    }

    /// <summary>Distance in units of the last place of the nearest float; 0 for equal infinities and NaN for NaN.</summary>
    private static double Error(float computed, double exact)
    {
        float near = (float)exact;
        if (computed == near && float.IsInfinity(near)) return 0;
        if (double.IsNaN(exact)) return float.IsNaN(computed) ? 0 : double.PositiveInfinity;
        if (!float.IsFinite(near)) return float.IsFinite(computed) ? Math.Abs(exact - computed) / 2.028240960365167e31 : double.PositiveInfinity;
        if (!float.IsFinite(computed)) return double.PositiveInfinity;
        // The unit is that of the exact value's own power of two.
        int exponent = Math.Max(-126, (int)((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7FF) - 1023);
        return Math.Abs(computed - exact) * Math.ScaleB(1, 23 - exponent);
    }
}
