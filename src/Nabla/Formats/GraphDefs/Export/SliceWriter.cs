namespace Nabla.Formats.GraphDefs;

/// <summary>Writes slices as begins, ends, strides and masks of bits.</summary>
static class SliceWriter
{
    /// <summary>A part of the first input; or, with a shape, zeros of that shape in which it is placed.</summary>
    public static bool Write(NodeWriter w, Slices entries, string? placedIn)
    {
        var all = entries.ToArray();
        var (begin, end, strides) = (new long[all.Length], new long[all.Length], new long[all.Length]);
        long beginMask = 0, endMask = 0, ellipsis = 0, newAxis = 0, shrink = 0;
        for (var k = 0; k < all.Length; k++)
        {
            var (entry, bit) = (all[k], 1L << k);
            strides[k] = 1;
            switch (entry.Kind)
            {
                case SliceKind.Ellipsis: ellipsis |= bit; break;
                case SliceKind.NewAxis: newAxis |= bit; break;
                case SliceKind.Index:
                    begin[k] = entry.StartFromEnd ? -entry.Start!.Value : entry.Start!.Value;
                    end[k] = begin[k] + 1;
                    shrink |= bit;
                    break;
                case SliceKind.Range:
                    strides[k] = entry.StepLength;
                    // From the end counted, 0 is the end itself, which a negative number cannot say.
                    if (entry.Start is not { } start || (entry.StartFromEnd && start == 0 && entry.StepLength < 0)) beginMask |= bit;
                    else if (entry.StartFromEnd && start == 0) begin[k] = int.MaxValue;
                    else begin[k] = entry.StartFromEnd ? -start : start;
                    if (entry.Stop is not { } stop || (entry.StopFromEnd && stop == 0 && entry.StepLength > 0)) endMask |= bit;
                    else end[k] = entry.StopFromEnd && stop == 0 ? int.MaxValue : entry.StopFromEnd ? -stop : stop;
                    break;
                default: return false;
            }
        }
        string[] vectors = [w.Constant("begin", begin), w.Constant("end", end), w.Constant("strides", strides)];
        (string, Protobuf.AttrValue)[] attributes =
        [
            w.T,
            ("Index", AttrValues.Of(ElementType.Int32)),
            ("begin_mask", AttrValues.Of(beginMask)),
            ("end_mask", AttrValues.Of(endMask)),
            ("ellipsis_mask", AttrValues.Of(ellipsis)),
            ("new_axis_mask", AttrValues.Of(newAxis)),
            ("shrink_axis_mask", AttrValues.Of(shrink)),
        ];
        return placedIn is null ? w.Give("StridedSlice", [w[0], .. vectors], attributes) : w.Give("StridedSliceGrad", [placedIn, .. vectors, w[0]], attributes);
    }
}
