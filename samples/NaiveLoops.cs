namespace Nabla.Samples;

/// <summary>Tensor operations as one would write them with nothing but loops: slow, and plain to see.</summary>
static class NaiveLoops
{
    internal static float[,] Relu(float[,] x) => Each(x, (i, j) => Math.Max(x[i, j], 0));

    internal static float[,] Add(float[,] x, float[,] y) => Each(x, (i, j) => x[i, j] + y[i, j]);

    internal static float[,] Multiply(float[,] x, float[,] y) => Each(x, (i, j) => x[i, j] * y[i, j]);

    internal static float[,] Maximum(float[,] x, float[,] y) => Each(x, (i, j) => Math.Max(x[i, j], y[i, j]));

    /// <summary>Adds a vector to each row: what broadcasting does.</summary>
    internal static float[,] AddRow(float[,] x, float[] y)
    {
        if (x.GetLength(1) != y.Length)
        {
            throw new ArgumentException($"{x.GetLength(1)} columns and {y.Length} elements: there must be as many.");
        }

        return Each(x, (i, j) => x[i, j] + y[j]);
    }

    internal static float Dot(float[] x, float[] y)
    {
        float z = 0;
        for (int i = 0; i < x.Length; i++)
        {
            z += x[i] * y[i];
        }

        return z;
    }

    internal static float[] Dot(float[,] x, float[] y)
    {
        var z = new float[x.GetLength(0)];
        for (int i = 0; i < z.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                z[i] += x[i, j] * y[j];
            }
        }

        return z;
    }

    /// <summary>Element (i, j) is row i of x times column j of y.</summary>
    internal static float[,] Dot(float[,] x, float[,] y)
    {
        if (x.GetLength(1) != y.GetLength(0))
        {
            throw new ArgumentException($"{x.GetLength(1)} columns and {y.GetLength(0)} rows: there must be as many.");
        }

        var z = new float[x.GetLength(0), y.GetLength(1)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < y.GetLength(1); j++)
            {
                for (int k = 0; k < x.GetLength(1); k++)
                {
                    z[i, j] += x[i, k] * y[k, j];
                }
            }
        }

        return z;
    }

    internal static float[,] Transpose(float[,] x)
    {
        var z = new float[x.GetLength(1), x.GetLength(0)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
            {
                z[j, i] = x[i, j];
            }
        }

        return z;
    }

    static float[,] Each(float[,] x, Func<int, int, float> element)
    {
        var z = new float[x.GetLength(0), x.GetLength(1)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
            {
                z[i, j] = element(i, j);
            }
        }

        return z;
    }
}
