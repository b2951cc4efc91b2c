using Nabla.Operations;

namespace Nabla;

/// <summary>Images brought to another size, as TensorFlow's Resize operations. Differentiable any number of times.</summary>
public static class ResizeOperations
{
    extension(Tensor x)
    {
        /// <summary>Images whose pixels are copies of the nearest ones: [batch, height, width, channels] → [batch, height′, width′, channels].</summary>
        /// <param name="size">Height and width of the result.</param>
        /// <param name="alignCorners">The corner pixels lie on each other; else the sides are equally long.</param>
        /// <param name="halfPixelCenters">Pixels are squares with their places in the middle; else points.</param>
        /// <exception cref="ShapeException">There are not 4 axes, or a side is 0.</exception>
        public Tensor ResizeNearestNeighbor(Extent size, bool alignCorners = false, bool halfPixelCenters = false)
        {
            size = Sides("ResizeNearestNeighbor", x, size, alignCorners, halfPixelCenters);
            var rows = Engine.Current.Run(new ResizePlaces(1, size[0], alignCorners, halfPixelCenters, Nearest: true), x);
            var columns = Engine.Current.Run(new ResizePlaces(2, size[1], alignCorners, halfPixelCenters, Nearest: true), x);
            return x.Gather(rows[0], 1).Gather(columns[0], 2);
        }

        /// <summary>Images whose pixels are interpolated linearly along both sides: [batch, height, width, channels] → [batch, height′, width′, channels], float32 (float64 stays).</summary>
        /// <inheritdoc cref="ResizeNearestNeighbor"/>
        public Tensor ResizeBilinear(Extent size, bool alignCorners = false, bool halfPixelCenters = false)
        {
            size = Sides("ResizeBilinear", x, size, alignCorners, halfPixelCenters);
            var y = x.ElementType is ElementType.Float64 ? x : x.Cast(ElementType.Float32);
            return Between(Between(y, 2, size[1], alignCorners, halfPixelCenters), 1, size[0], alignCorners, halfPixelCenters);
        }
    }

    static Tensor Between(Tensor x, int axis, int length, bool alignCorners, bool halfPixelCenters)
    {
        var places = Engine.Current.Run(new ResizePlaces(axis, length, alignCorners, halfPixelCenters, Nearest: false), x);
        Tensor lower = x.Gather(places[0], axis), upper = x.Gather(places[1], axis);
        return lower + ((upper - lower) * Normalizations.Along(places[2].Cast(x.ElementType), axis, 4));
    }

    static Extent Sides(string op, Tensor x, Extent size, bool alignCorners, bool halfPixelCenters)
    {
        if (x.Rank != 4)
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape}: [batch, height, width, channels] is expected.");
        }

        return !(alignCorners && halfPixelCenters) ? Extent.Over(op, "size", size, 2)
            : throw new ArgumentException($"{op}: aligned corners and half-pixel centres: they exclude each other. Use one of them.", nameof(alignCorners));
    }
}
