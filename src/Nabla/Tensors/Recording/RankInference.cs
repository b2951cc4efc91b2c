namespace Nabla;

/// <summary>Types and shapes of outputs where of some inputs not even the number of axes is known.</summary>
internal static class RankInference
{
    const int MostAxes = 6;

    /// <summary>What the op says; where it needs ranks that are not known, what all ranks that it takes have in common.</summary>
    internal static TensorSpec[] Infer(Op op, TensorSpec[] x)
    {
        if (!Array.Exists(x, spec => !spec.Shape.IsRankKnown))
        {
            return op.Infer(x);
        }

        try
        {
            return op.Infer(x);
        }
        catch (UnknownShapeException)
        {
            return Common(op, x);
        }
    }

    static TensorSpec[] Common(Op op, TensorSpec[] x)
    {
        TensorSpec[]? common = null;
        ShapeException? refused = null;
        foreach (var trial in Trials(x))
        {
            try
            {
                var y = op.Infer(trial);
                common = common is null ? y : Array.ConvertAll([.. Enumerable.Range(0, y.Length)], i => Join(common[i], y[i]));
            }
            catch (ShapeException error)
            {
                refused = error;
            }
        }

        return common ?? throw refused!;
    }

    static TensorSpec Join(TensorSpec a, TensorSpec b) => a.Shape == b.Shape ? new(a.ElementType, a.Shape) : new(a.ElementType, Shape.AnyRank);

    /// <summary>Every choice of ranks for the first two unknown inputs; further ones take that of the second.</summary>
    static IEnumerable<TensorSpec[]> Trials(TensorSpec[] x)
    {
        int open = x.Count(spec => !spec.Shape.IsRankKnown);
        for (int first = 0; first <= MostAxes; first++)
        {
            for (int second = 0; second <= (open > 1 ? MostAxes : 0); second++)
            {
                int seen = 0;
                yield return Array.ConvertAll(x, spec => spec.Shape.IsRankKnown ? spec : new(spec.ElementType, Unknown(seen++ == 0 ? first : second)));
            }
        }
    }

    static Shape Unknown(int rank)
    {
        var lengths = new long[rank];
        Array.Fill(lengths, Shape.Unknown);
        return new(lengths);
    }
}
