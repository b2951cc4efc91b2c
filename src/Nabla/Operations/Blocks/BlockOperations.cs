using Nabla.Operations;

namespace Nabla;

/// <summary>Blocks of pixels taken into channels or into the batch, and back. Elements are only moved; any element type.</summary>
public static class BlockOperations
{
    extension(Tensor x)
    {
        /// <summary>Channels laid out as blocks of pixels: [batch, height, width, block²·c] → [batch, height·block, width·block, c].</summary>
        /// <param name="blockSize">Side of a block, 2 or more.</param>
        /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
        /// <exception cref="ShapeException">There are not 4 axes, or the square of the block does not divide the channels.</exception>
        public Tensor DepthToSpace(int blockSize, DataFormat dataFormat = DataFormat.ChannelsLast)
        {
            Require("DepthToSpace", x, blockSize);
            var last = x.Last(dataFormat);
            Divides("DepthToSpace", last.Shape.Lengths[3], (long)blockSize * blockSize, x.Shape);
            var apart = last.SplitAt(3, blockSize, null).SplitAt(4, blockSize, null);
            return apart.Transpose([0, 1, 3, 2, 4, 5]).Joined(1, 2).Joined(2, 2).In(dataFormat);
        }

        /// <summary>Blocks of pixels laid out as channels: [batch, height, width, c] → [batch, height ÷ block, width ÷ block, block²·c].</summary>
        /// <param name="blockSize">Side of a block, 2 or more.</param>
        /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
        /// <exception cref="ShapeException">There are not 4 axes, or the block does not divide the sides.</exception>
        public Tensor SpaceToDepth(int blockSize, DataFormat dataFormat = DataFormat.ChannelsLast)
        {
            Require("SpaceToDepth", x, blockSize);
            var last = x.Last(dataFormat);
            Divides("SpaceToDepth", last.Shape.Lengths[1], blockSize, x.Shape);
            Divides("SpaceToDepth", last.Shape.Lengths[2], blockSize, x.Shape);
            return last.SplitAt(1, null, blockSize).SplitAt(3, null, blockSize).Transpose([0, 1, 3, 2, 4, 5]).Joined(3, 3).In(dataFormat);
        }

        /// <summary>Spatial axes padded with zeros, then blocks laid out along the batch: [batch, …space, …rest] → [batch · Π block, …(space + padding) ÷ block, …rest].</summary>
        /// <param name="blockShape">Side of a block along each of the axes after the batch, from the first on.</param>
        /// <param name="paddings">Zeros before and after each of these axes.</param>
        /// <exception cref="ShapeException">There are fewer axes, not as many paddings, or a block does not divide its axis.</exception>
        public Tensor SpaceToBatch(Extent blockShape, params ReadOnlySpan<(int Before, int After)> paddings)
        {
            int axes = Sides("SpaceToBatch", x, blockShape, paddings.Length);
            var widths = new (int Before, int After)[x.Rank];
            paddings.CopyTo(widths.AsSpan(1));
            var y = x.Pad(widths);
            for (int k = 0; k < axes; k++)
            {
                Divides("SpaceToBatch", y.Shape.Lengths[1 + (2 * k)], blockShape[k], x.Shape);
                y = y.SplitAt(1 + (2 * k), null, blockShape[k]);
            }

            int[] order = [.. Enumerable.Range(0, axes).Select(k => 2 + (2 * k)), 0, .. Enumerable.Range(0, axes).Select(k => 1 + (2 * k)), .. Enumerable.Range(1 + (2 * axes), x.Rank - axes - 1)];
            return y.Transpose(Axes.Create(order)).Joined(0, axes + 1);
        }

        /// <summary>Blocks laid out along the batch put back into space, and its borders cropped: [batch · Π block, …space, …rest] → [batch, …space · block − crops, …rest].</summary>
        /// <param name="blockShape">Side of a block along each of the axes after the batch, from the first on.</param>
        /// <param name="crops">What is cut off before and after each of these axes.</param>
        /// <exception cref="ShapeException">There are fewer axes, not as many crops, or the blocks do not divide the batch.</exception>
        public Tensor BatchToSpace(Extent blockShape, params ReadOnlySpan<(int Before, int After)> crops)
        {
            int axes = Sides("BatchToSpace", x, blockShape, crops.Length);
            Divides("BatchToSpace", x.Shape.Lengths[0], blockShape.Aggregate(1L, (product, side) => product * side), x.Shape);
            var y = x;
            for (int k = 0; k < axes; k++)
            {
                y = y.SplitAt(k, blockShape[k], null);
            }

            int[] order = [axes, .. Enumerable.Range(0, axes).SelectMany(k => new[] { axes + 1 + k, k }), .. Enumerable.Range((2 * axes) + 1, x.Rank - axes - 1)];
            y = y.Transpose(Axes.Create(order));
            var inside = new Slice[x.Rank];
            Array.Fill(inside, Slice.All);
            for (int k = 0; k < axes; k++)
            {
                if (crops[k].Before < 0 || crops[k].After < 0)
                {
                    throw new ShapeException($"BatchToSpace: crops ({crops[k].Before}, {crops[k].After}): they are 0 or more.");
                }

                y = y.Joined(k + 1, 2);
                inside[k + 1] = Slice.Step(crops[k].Before, crops[k].After == 0 ? null : -crops[k].After, 1);
            }

            return y[inside];
        }

        /// <summary>One axis as two, one of whose lengths is given.</summary>
        internal Tensor SplitAt(int axis, long? outer, long? inner) => Engine.Current.RunOne(new SplitAxis(axis, outer, inner), x);

        /// <summary>Neighbouring axes as one.</summary>
        internal Tensor Joined(int axis, int count) => Engine.Current.RunOne(new JoinAxes(axis, count), x);
    }

    static void Require(string op, Tensor x, int blockSize)
    {
        if (x.Rank != 4 || blockSize < 2)
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape} by blocks of {blockSize}: 4 axes, batch, height, width and channels, and blocks of 2 or more are expected.");
        }
    }

    static void Divides(string op, long length, long block, Shape shape)
    {
        if (length != Shape.Unknown && length % block != 0)
        {
            throw new ShapeException($"{op}: a tensor of shape {shape}: {block} does not divide {length}. Pad the tensor, or use another block.");
        }
    }

    static int Sides(string op, Tensor x, Extent blockShape, int given)
    {
        int axes = blockShape.Count;
        if (axes + 1 > x.Rank || given != axes || blockShape.Any(side => side < 1))
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape} by blocks {blockShape} with {given} pairs of widths: blocks of 1 or more with a pair each, and at most {Math.Max(x.Rank - 1, 0)} of them, are expected.");
        }

        return axes;
    }
}
