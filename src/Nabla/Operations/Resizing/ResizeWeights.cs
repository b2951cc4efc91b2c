namespace Nabla.Operations;

/// <summary>How elements of a resized axis are mixed.</summary>
public enum ResizeKind
{
    /// <summary>Four elements by a cubic (Keys, 1981).</summary>
    Cubic,

    /// <summary>All elements that the new one covers, by how much of them it covers.</summary>
    Area,
}

/// <summary>From which elements of an axis each element of the resized one is mixed, and how much of each: places int64 and weights float32, both [new length, elements].</summary>
/// <remarks>Input: a tensor with the axis. Computed in float32 and, for cubics, from a table of 1024 steps, as TensorFlow does; its cubic is that with a = −3/4
/// between points, and with a = −1/2 and elements outside left out between half pixels.</remarks>
/// <param name="Axis">The axis.</param>
/// <param name="Length">Its new length.</param>
/// <param name="Kind">How they are mixed.</param>
/// <param name="AlignCorners">First and last elements lie on each other; else the axes are equally long.</param>
/// <param name="HalfPixelCenters">Elements are squares with their places in the middle; else points.</param>
public sealed record ResizeWeights(int Axis, int Length, ResizeKind Kind, bool AlignCorners, bool HalfPixelCenters) : Op
{
    const int Steps = 1024;

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        long length = x[0].Shape.Lengths[Axis];
        if (Length < 1 || length == 0)
        {
            throw new ShapeException($"Resize: axis {Axis} of {x[0].Shape} to {Length} elements: both lengths must be 1 or more.");
        }

        var shape = Shape.Of([Length, Kind == ResizeKind.Cubic ? 4 : length == Shape.Unknown ? Shape.Unknown : Covered(length)]);
        return [new(ElementType.Int64, shape), new(ElementType.Float32, shape)];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        long length = context[0].Shape[Axis];
        int count = Kind == ResizeKind.Cubic ? 4 : Covered(length);
        var places = context.Output(0, [Length, count]).Elements<long>();
        var weights = context.Output(1, [Length, count]).Elements<float>();
        for (int i = 0; i < Length; i++)
        {
            var at = places.Slice(i * count, count);
            var by = weights.Slice(i * count, count);
            if (Kind == ResizeKind.Cubic)
            {
                Cubic(i, length, at, by);
            }
            else
            {
                Area(i, length, at, by);
            }
        }
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null];

    float Scale(long length) => AlignCorners && Length > 1 ? (length - 1) / (float)(Length - 1) : length / (float)Length;

    // The most elements that a new one touches.
    int Covered(long length)
    {
        float scale = Scale(length);
        return Enumerable.Range(0, Length).Max(i => (int)(MathF.Ceiling((i + 1) * scale) - MathF.Floor(i * scale)));
    }

    void Cubic(int i, long length, Span<long> at, Span<float> by)
    {
        float place = HalfPixelCenters ? ((i + 0.5f) * Scale(length)) - 0.5f : i * Scale(length), floor = MathF.Floor(place);
        float step = MathF.Round((place - floor) * Steps) / Steps, sum = 0;
        for (int k = 0; k < 4; k++)
        {
            long wanted = (long)floor - 1 + k;
            at[k] = Math.Clamp(wanted, 0, length - 1);
            by[k] = HalfPixelCenters && at[k] != wanted ? 0 : Curve(k < 2 ? step + 1 - k : 1 - step + (k - 2), HalfPixelCenters ? -0.5f : -0.75f);
            sum += by[k];
        }

        for (int k = 0; k < 4 && HalfPixelCenters && Math.Abs(sum) > 1e-35f; k++)
        {
            by[k] /= sum;
        }
    }

    void Area(int i, long length, Span<long> at, Span<float> by)
    {
        float scale = Scale(length), start = i * scale, end = (i + 1) * scale;
        for (int k = 0; k < at.Length; k++)
        {
            float first = MathF.Floor(start) + k;
            at[k] = Math.Clamp((long)first, 0, length - 1);
            float covered = first < start ? (first + 1 > end ? scale : first + 1 - start) : first + 1 > end ? end - first : 1;
            by[k] = first < end ? Math.Max(covered, 0) / scale : 0;
        }
    }

    // Keys's cubic at a distance of up to 2.
    static float Curve(float x, float a) => x <= 1 ? (((((a + 2) * x) - (a + 3)) * x) * x) + 1 : (((((a * x) - (5 * a)) * x) + (8 * a)) * x) - (4 * a);
}
