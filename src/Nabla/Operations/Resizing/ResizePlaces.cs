namespace Nabla.Operations;

/// <summary>Where each element of a resized axis lies between those of the axis: the one before, the one after, and how far on the way, int64, int64 and float32.</summary>
/// <remarks>Input: a tensor with the axis. Outputs: three vectors of the new length. Computed in float32, as TensorFlow does.</remarks>
/// <param name="Axis">The axis.</param>
/// <param name="Length">Its new length.</param>
/// <param name="AlignCorners">First and last elements lie on each other; else the axes are equally long.</param>
/// <param name="HalfPixelCenters">Elements are squares with their places in the middle; else points.</param>
/// <param name="Nearest">Only the nearest element is asked for: both places are it.</param>
public sealed record ResizePlaces(int Axis, int Length, bool AlignCorners, bool HalfPixelCenters, bool Nearest) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        if (Length < 1 || x[0].Shape.Lengths[Axis] == 0)
        {
            throw new ShapeException($"Resize: axis {Axis} of {x[0].Shape} to {Length} elements: both lengths must be 1 or more.");
        }

        return [new(ElementType.Int64, [Length]), new(ElementType.Int64, [Length]), new(ElementType.Float32, [Length])];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        long length = context[0].Shape[Axis];
        Span<long> lower = context.Output(0).Elements<long>(), upper = context.Output(1).Elements<long>();
        var way = context.Output(2).Elements<float>();
        float scale = AlignCorners && Length > 1 ? (length - 1) / (float)(Length - 1) : length / (float)Length;
        for (int i = 0; i < Length; i++)
        {
            if (Nearest)
            {
                float at = HalfPixelCenters ? (i + 0.5f) * scale : i * scale;
                lower[i] = upper[i] = Math.Clamp((long)(AlignCorners ? MathF.Round(at, MidpointRounding.AwayFromZero) : MathF.Floor(at)), 0, length - 1);
                way[i] = 0;
            }
            else
            {
                float at = HalfPixelCenters ? ((i + 0.5f) * scale) - 0.5f : i * scale, floor = MathF.Floor(at);
                (lower[i], upper[i], way[i]) = (Math.Max((long)floor, 0), Math.Min((long)MathF.Ceiling(at), length - 1), at - floor);
            }
        }
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null];
}
