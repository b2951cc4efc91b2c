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

        /// <summary>Images whose pixels are mixed from 4 × 4 others by cubics: [batch, height, width, channels] → [batch, height′, width′, channels], float32 (float64 stays).</summary>
        /// <inheritdoc cref="ResizeNearestNeighbor"/>
        public Tensor ResizeBicubic(Extent size, bool alignCorners = false, bool halfPixelCenters = false) => Mixed("ResizeBicubic", x, size, ResizeKind.Cubic, alignCorners, halfPixelCenters);

        /// <summary>Images whose pixels are the mean of the area that they cover: [batch, height, width, channels] → [batch, height′, width′, channels], float32 (float64 stays).</summary>
        /// <param name="size">Height and width of the result.</param>
        /// <param name="alignCorners">The corner pixels lie on each other; else the sides are equally long.</param>
        /// <exception cref="ShapeException">There are not 4 axes, or a side is 0.</exception>
        public Tensor ResizeArea(Extent size, bool alignCorners = false) => Mixed("ResizeArea", x, size, ResizeKind.Area, alignCorners, false);

        /// <summary>The gradient of <see cref="ResizeNearestNeighbor"/>: each pixel gets the sum over its copies.</summary>
        /// <param name="outputGradient">The gradient of the result.</param>
        /// <param name="alignCorners">As it was resized.</param>
        /// <param name="halfPixelCenters">As it was resized.</param>
        /// <remarks>This tensor is the image before, or any of its shape.</remarks>
        public Tensor ResizeNearestNeighborGradient(Tensor outputGradient, bool alignCorners = false, bool halfPixelCenters = false)
        {
            var size = GivenSides("ResizeNearestNeighborGradient", outputGradient);
            foreach (int axis in new[] { 1, 2 })
            {
                var places = Engine.Current.Run(new ResizePlaces(axis, size[axis - 1], alignCorners, halfPixelCenters, Nearest: true), x);
                outputGradient = Engine.Current.RunOne(new GatherSum(axis), outputGradient, places[0], x);
            }

            return outputGradient;
        }

        /// <summary>The gradient of <see cref="ResizeBilinear"/>: each pixel gets what it gave to others.</summary>
        /// <inheritdoc cref="ResizeNearestNeighborGradient"/>
        public Tensor ResizeBilinearGradient(Tensor outputGradient, bool alignCorners = false, bool halfPixelCenters = false)
        {
            var size = GivenSides("ResizeBilinearGradient", outputGradient);
            foreach (int axis in new[] { 1, 2 })
            {
                var places = Engine.Current.Run(new ResizePlaces(axis, size[axis - 1], alignCorners, halfPixelCenters, Nearest: false), x);
                var upper = outputGradient * Normalizations.Along(places[2].Cast(outputGradient.ElementType), axis, 4);
                outputGradient = Engine.Current.RunOne(new GatherSum(axis), outputGradient - upper, places[0], x) + Engine.Current.RunOne(new GatherSum(axis), upper, places[1], x);
            }

            return outputGradient.Cast(x.ElementType);
        }
    }

    static Tensor Mixed(string op, Tensor x, Extent size, ResizeKind kind, bool alignCorners, bool halfPixelCenters)
    {
        size = Sides(op, x, size, alignCorners, halfPixelCenters);
        var y = x.ElementType is ElementType.Float64 ? x : x.Cast(ElementType.Float32);
        foreach (int axis in new[] { 2, 1 })
        {
            // [new length, elements] beside the axes behind.
            var taps = Engine.Current.Run(new ResizeWeights(axis, size[axis - 1], kind, alignCorners, halfPixelCenters), y);
            var weights = taps[1].Cast(y.ElementType);
            for (int behind = axis; behind < 3; behind++)
            {
                weights = weights.ExpandDims(-1);
            }

            y = (y.Gather(taps[0], axis) * weights).Sum(axis + 1);
        }

        return y;
    }

    static Extent GivenSides(string op, Tensor outputGradient) => outputGradient.Rank == 4 && outputGradient.Shape[1..3].IsKnown
        ? [(int)outputGradient.Shape[1], (int)outputGradient.Shape[2]]
        : throw new ShapeException($"{op}: an output gradient of shape {outputGradient.Shape}: [batch, height, width, channels] with known height and width is expected.");

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
