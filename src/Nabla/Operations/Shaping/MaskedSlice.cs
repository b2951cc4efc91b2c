using Nabla.Operations;

namespace Nabla;

/// <summary>Slices as TensorFlow's graphs write them: three vectors and five masks of bits, bit k for entry k.</summary>
/// <remarks>Where bits meet, the ellipsis counts first, then the new axis, then the index.</remarks>
/// <param name="Begin">Where each entry begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Strides">The step of each entry.</param>
public readonly record struct SliceMasks(IReadOnlyList<long> Begin, IReadOnlyList<long> End, IReadOnlyList<long> Strides)
{
    /// <summary>Entries whose begin does not count: as far as the axis goes.</summary>
    public long BeginMask { get; init; }

    /// <summary>Entries whose end does not count.</summary>
    public long EndMask { get; init; }

    /// <summary>The entry that stands for all axes that are left.</summary>
    public long EllipsisMask { get; init; }

    /// <summary>Entries that are a new axis of length 1.</summary>
    public long NewAxisMask { get; init; }

    /// <summary>Entries that take one element and drop their axis.</summary>
    public long ShrinkAxisMask { get; init; }

    /// <summary>The same between brackets.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length, a stride is 0, or an index goes backwards.</exception>
    public Slices ToSlices()
    {
        if (Begin.Count != End.Count || Begin.Count != Strides.Count)
        {
            throw new ArgumentException($"StridedSlice: {Begin.Count} begins, {End.Count} ends and {Strides.Count} strides: as many of each are expected.");
        }

        var entries = new Slice[Begin.Count];
        for (int k = 0; k < entries.Length; k++)
        {
            long bit = 1L << k;
            if (Strides[k] == 0)
            {
                throw new ArgumentException($"StridedSlice: stride 0 of entry {k}: it must be positive, or negative to go backwards.");
            }

            entries[k] = (EllipsisMask & bit) != 0 ? Slice.Ellipsis : (NewAxisMask & bit) != 0 ? Slice.NewAxis
                : (ShrinkAxisMask & bit) == 0 ? Slice.Step((BeginMask & bit) != 0 ? null : Begin[k], (EndMask & bit) != 0 ? null : End[k], Strides[k])
                : Strides[k] > 0 ? Begin[k] : throw new ArgumentException($"StridedSlice: stride {Strides[k]} of entry {k}, which is an index: only a positive stride has a meaning there.");
        }

        return Slices.Create(entries);
    }
}

/// <summary>The members of <see cref="Tensor"/> that slice by masks.</summary>
public static class MaskedSliceOperations
{
    extension(Tensor x)
    {
        /// <summary>Part of the tensor as TensorFlow's StridedSlice writes it. Shares memory.</summary>
        /// <param name="masks">Begins, ends, strides and masks.</param>
        /// <exception cref="ShapeException">An index lies outside its axis, or there are more entries than axes.</exception>
        public Tensor StridedSlice(SliceMasks masks) => Engine.Current.RunOne(new StridedSlice(masks.ToSlices()), x);

        /// <summary>Zeros of a shape with this tensor where the slices point: the gradient of <see cref="StridedSlice"/>.</summary>
        /// <param name="shape">The shape of what was sliced.</param>
        /// <param name="masks">Begins, ends, strides and masks.</param>
        /// <exception cref="ShapeException">The slices of that shape are not of this tensor's shape.</exception>
        public Tensor StridedSliceGradient(Shape shape, SliceMasks masks)
        {
            var slices = masks.ToSlices();
            var window = slices.Of(shape).Shape;
            return window.IsCompatibleWith(x.Shape) ? Engine.Current.RunOne(new SlicePlaced(slices), x, Tensor.Zeros(shape, x.ElementType))
                : throw new ShapeException($"StridedSliceGradient: {x.Shape} for {slices} of {shape}: the slices have shape {window}.");
        }

        /// <summary>A copy of this tensor with a value where the slices point.</summary>
        /// <param name="masks">Begins, ends, strides and masks.</param>
        /// <param name="value">It stretches to the shape of the slices.</param>
        public Tensor StridedSliceUpdate(SliceMasks masks, Tensor value)
        {
            var slices = masks.ToSlices();
            var old = Engine.Current.RunOne(new StridedSlice(slices), x);
            return Tensor.Where(Engine.Current.RunOne(new SlicePlaced(slices), Tensor.Ones(old.Shape, ElementType.Bool), x.Cast(ElementType.Bool)),
                Engine.Current.RunOne(new SlicePlaced(slices), value.BroadcastLike(old), x), x);
        }
    }
}
