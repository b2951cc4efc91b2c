namespace Nabla.Initializers;

/// <summary>How many inputs a unit has and how many outputs an input reaches, by the shape of a kernel.</summary>
static class Fans
{
    /// <summary>Counts both.</summary>
    /// <param name="shape">[in, out], or [… window …, in, out] for a convolution, whose window multiplies both.</param>
    /// <param name="inputAxes">The axes that count as inputs, where they are not the usual ones.</param>
    /// <param name="outputAxes">The axes that count as outputs.</param>
    internal static (double In, double Out) Of(Shape shape, Axes? inputAxes, Axes? outputAxes)
    {
        if (inputAxes is not null || outputAxes is not null)
        {
            return (Product(shape, inputAxes), Product(shape, outputAxes));
        }

        double window = 1;
        for (int k = 0; k < shape.Rank - 2; k++)
        {
            window *= shape[k];
        }

        return shape.Rank switch
        {
            0 => (1, 1),
            1 => (shape[0], shape[0]),
            _ => (shape[^2] * window, shape[^1] * window),
        };
    }

    static double Product(Shape shape, Axes? axes)
    {
        double product = 1;
        foreach (int axis in axes is null ? [] : Axes.Normalize(nameof(VarianceScaling), axes, shape.Rank))
        {
            product *= shape[axis];
        }

        return product;
    }
}
