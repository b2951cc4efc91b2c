namespace Nabla.Layers;

/// <summary>The shape in which noise is drawn.</summary>
static class NoisePattern
{
    /// <summary>A tensor of the noise's shape: one slice of the input along each axis of length 1; the input itself where no shape is given.</summary>
    internal static Tensor Of(string layer, Tensor x, Shape? noiseShape)
    {
        if (noiseShape is null)
        {
            return x;
        }

        Check(layer, x, noiseShape);
        var slices = noiseShape.Select(length => length == 1 ? (Slice)(..1) : (Slice)(..)).ToArray();
        return x[slices];
    }

    /// <summary>Refuses an input with another number of axes than the noise.</summary>
    internal static void Check(string layer, Tensor x, Shape? noiseShape)
    {
        if (noiseShape is not null && noiseShape.Rank != x.Rank)
        {
            throw new ShapeException($"{layer}: noise shape {noiseShape} for an input {x.Shape}: both must have the same number of axes.");
        }
    }
}
