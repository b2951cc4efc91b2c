namespace Nabla.Tests.Operations.Convolution;

/// <summary>A convolution of images and its two gradients, one product after another.</summary>
sealed class WrittenOut
{
    public WrittenOut(Tensor x, Tensor w, Tensor dy, int[] strides, int[] dilations, bool same)
    {
        double[] from = x.ToArray<double>(), kernel = w.ToArray<double>(), gradient = dy.ToArray<double>();
        long[] a = x.Shape.ToArray(), k = w.Shape.ToArray(), o = dy.Shape.ToArray();
        (Y, Dx, Dw) = (new double[gradient.Length], new double[from.Length], new double[kernel.Length]);
        long own = k[2], filters = k[3], each = filters / (a[3] / own);
        long top = Before(0), left = Before(1);
        for (long i = 0; i < gradient.Length; i++)
        {
            long f = i % filters, column = i / filters % o[2], row = i / filters / o[2] % o[1], n = i / filters / o[2] / o[1];
            for (long t = 0; t < k[0] * k[1]; t++)
            {
                long y = (row * strides[0]) + (t / k[1] * dilations[0]) - top, z = (column * strides[1]) + (t % k[1] * dilations[1]) - left;
                for (long c = 0; c < own && y >= 0 && z >= 0 && y < a[1] && z < a[2]; c++)
                {
                    long at = (((((n * a[1]) + y) * a[2]) + z) * a[3]) + (f / each * own) + c, tap = (((t * own) + c) * filters) + f;
                    Y[i] += from[at] * kernel[tap];
                    Dx[at] += gradient[i] * kernel[tap];
                    Dw[tap] += gradient[i] * from[at];
                }
            }
        }

        long Before(int axis) => same ? Math.Max(((o[axis + 1] - 1) * strides[axis]) + ((k[axis] - 1) * dilations[axis]) + 1 - a[axis + 1], 0) / 2 : 0;
    }

    public double[] Y { get; }

    public double[] Dx { get; }

    public double[] Dw { get; }
}
