namespace Nabla.Operations;

/// <summary>Sparse labels as rows: int64 [batch, most labels] with −1 behind the last, and how many each row has, int64 [batch].</summary>
/// <remarks>Inputs: (sequence, place) of each label [labels, 2], the labels [labels], a tensor whose first axis is the batch.</remarks>
/// <param name="CollapseRepeated">Equal labels in a row are taken as one.</param>
public sealed record CtcLabels(bool CollapseRepeated) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        IndexValues.Require(Name, x[0]);
        IndexValues.Require(Name, x[1]);
        if (x[0].Shape.Rank != 2 || x[1].Shape.Rank != 1 || x[2].Shape.Rank < 1 || !x[0].Shape.IsCompatibleWith(x[1].Shape.Concat([2])))
        {
            throw new ShapeException($"{Name}: places {x[0].Shape} of labels {x[1].Shape}: [labels, 2] and [labels] are expected.");
        }

        return [new(ElementType.Int64, x[2].Shape[..1].Concat([null])), new(ElementType.Int64, x[2].Shape[..1])];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        ReadOnlySpan<long> places = IndexValues.Of(context[0]), values = IndexValues.Of(context[1]);
        var rows = new List<long>[context[2].Shape[0]];
        for (int n = 0; n < rows.Length; n++)
        {
            rows[n] = [];
        }

        for (int i = 0; i < values.Length; i++)
        {
            long n = places[2 * i];
            if (n < 0 || n >= rows.Length)
            {
                throw new ArgumentException($"{Name}: a label of sequence {n}: there are {rows.Length} sequences.");
            }

            if (!CollapseRepeated || rows[n].Count == 0 || rows[n][^1] != values[i])
            {
                rows[n].Add(values[i]);
            }
        }

        long width = rows.Length == 0 ? 0 : rows.Max(row => row.Count);
        var labels = context.Output(0, [rows.Length, width]).Elements<long>();
        var lengths = context.Output(1).Elements<long>();
        labels.Fill(-1);
        for (int n = 0; n < rows.Length; n++)
        {
            lengths[n] = rows[n].Count;
            rows[n].CopyTo(labels[(int)(n * width)..]);
        }
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null, null];
}
