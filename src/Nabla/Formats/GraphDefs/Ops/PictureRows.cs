using Nabla.Files;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Pictures from the bytes of files, and boxes in them.</summary>
static class PictureRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("DecodePng", "string -> dtype=uint8", DecodePng);
        table.Add("EncodePng", "T -> string", EncodePng);
        table.Add("NonMaxSuppression", "float32, float32, int32 -> int32", n => Chosen(n, n.Float("iou_threshold", 0.5f), float.NegativeInfinity, 0, false)[0]);
        table.Add("NonMaxSuppressionV2", "T, T, int32, T_threshold -> int32", n => Chosen(n, Number(n, 3), float.NegativeInfinity, 0, false)[0]);
        table.Add("NonMaxSuppressionV3", "T, T, int32, T_threshold, T_threshold -> int32", n => Chosen(n, Number(n, 3), Number(n, 4), 0, false)[0]);
        table.Add("NonMaxSuppressionV4", "T, T, int32, T_threshold, T_threshold -> selected_indices:int32, valid_outputs:int32", n => Chosen(n, Number(n, 3), Number(n, 4), 0, n.Flag("pad_to_max_output_size")) is var all ? [all[0], all[2]] : []);
        table.Add("NonMaxSuppressionV5", "T, T, int32, T, T, T -> selected_indices:int32, selected_scores:T, valid_outputs:int32", n => Chosen(n, Number(n, 3), Number(n, 4), Number(n, 5), n.Flag("pad_to_max_output_size")));
    }

    static Tensor DecodePng(ImportedCall n)
    {
        var type = n.Type("dtype", ElementType.UInt8);
        var pixels = Png.Decode(ByteText.ToBytes(n.Text(0)), n.Int("channels", 0), type == ElementType.UInt16 ? 16 : 8, Png.DefaultLimits, n.Node.Name);
        Shape shape = [pixels.Height, pixels.Width, pixels.Channels];
        return type == ElementType.UInt16 ? Tensor.Constant((Array)pixels.Words, shape) : Tensor.Constant((Array)pixels.Bytes, shape);
    }

    static Tensor EncodePng(ImportedCall n)
    {
        var x = n[0];
        if (x.Rank < 3 || x.Shape[^1] is < 1 or > 4) throw n.Bad($"{x.Shape}: [height, width, channels] with 1 to 4 channels is expected");
        var (h, w, c) = ((int)x.Shape[^3], (int)x.Shape[^2], (int)x.Shape[^1]);
        var pictures = x.Reshape([-1, h * w * c]).Unstack().Select(picture => ByteText.FromBytes(Png.Encode(x.ElementType == ElementType.UInt16 ? new Pixels(h, w, c, picture.ToArray<ushort>()) : new Pixels(h, w, c, picture.ToArray<byte>()))));
        return Tensor.Constant((Array)pictures.ToArray(), x.Shape[..^3]);
    }

    static float Number(ImportedCall n, int index) => (float)n[index];

    /// <summary>Boxes from the best score down, without those that overlap a chosen one too much; or, with a sigma, with scores that sink where they overlap.</summary>
    static Tensor[] Chosen(ImportedCall n, float overlapLimit, float scoreLimit, float sigma, bool pads)
    {
        var (boxes, scores, most) = (n[0].Cast(ElementType.Float32), n[1].Cast(ElementType.Float32).ToArray<float>(), n.Int(2));
        if (boxes.Rank != 2 || boxes.Shape[1] != 4 || boxes.Shape[0] != scores.Length || n[1].Rank != 1) throw n.Bad($"boxes {n[0].Shape} and scores {n[1].Shape}: [count, 4] and [count] are expected");
        if (overlapLimit is not (>= 0 and <= 1) || most < 0) throw n.Bad($"an overlap of {overlapLimit} and at most {most} boxes: 0 to 1, and 0 or more, are expected");
        var corners = boxes.ToArray<float>();
        var waiting = new List<Candidate>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > scoreLimit) waiting.Add(new(i, scores[i], 0));
        }
        var chosen = new List<Candidate>();
        while (chosen.Count < most && waiting.Count > 0)
        {
            var best = waiting.MaxBy(candidate => (candidate.Score, -candidate.Index))!;
            waiting.Remove(best);
            var score = best.Score;
            var isOut = false;
            for (var k = chosen.Count - 1; k >= best.Seen && !isOut; k--)
            {
                var overlap = Overlap(corners, best.Index, chosen[k].Index);
                score *= sigma > 0 ? overlap <= overlapLimit || overlapLimit >= 1 ? MathF.Exp(-0.5f / sigma * overlap * overlap) : 0 : 1;
                isOut = sigma > 0 ? score <= scoreLimit : overlap > overlapLimit;
            }
            if (isOut) continue;
            if (score == best.Score) chosen.Add(best);
            else waiting.Add(best with { Score = score, Seen = chosen.Count });
        }
        var count = chosen.Count;
        while (pads && chosen.Count < most) chosen.Add(new(0, 0, 0));
        return [Tensor.Constant<int>([.. chosen.Select(c => c.Index)]), Tensor.Constant<float>([.. chosen.Select(c => c.Score)]).Cast(n[1].ElementType), Tensor.Constant(count)];
    }

    sealed record Candidate(int Index, float Score, int Seen);

    /// <summary>The area that two boxes share, as a part of what both cover; corners in any order.</summary>
    static float Overlap(float[] boxes, int i, int j)
    {
        (float Low, float High) Side(int box, int axis) => (Math.Min(boxes[(4 * box) + axis], boxes[(4 * box) + axis + 2]), Math.Max(boxes[(4 * box) + axis], boxes[(4 * box) + axis + 2]));
        var (ay, ax, by, bx) = (Side(i, 0), Side(i, 1), Side(j, 0), Side(j, 1));
        float a = (ay.High - ay.Low) * (ax.High - ax.Low), b = (by.High - by.Low) * (bx.High - bx.Low);
        if (a <= 0 || b <= 0) return 0;
        var shared = Math.Max(Math.Min(ay.High, by.High) - Math.Max(ay.Low, by.Low), 0) * Math.Max(Math.Min(ax.High, bx.High) - Math.Max(ax.Low, bx.Low), 0);
        return shared / (a + b - shared);
    }
}
