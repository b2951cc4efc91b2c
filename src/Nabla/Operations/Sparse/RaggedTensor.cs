using System.Text;

namespace Nabla;

/// <summary>A tensor whose rows may have different lengths: all elements in one tensor, and where each row begins and ends.</summary>
/// <remarks>
/// Row i is <c>Values[RowSplits[i] .. RowSplits[i + 1]]</c>. With several row splits the rows of the first are rows of the second, and so on: shape [rows, (ragged), (ragged), …rest of the
/// flat values].
/// </remarks>
public sealed class RaggedTensor
{
    readonly long[][] splits;

    /// <summary>A ragged tensor of these parts.</summary>
    /// <param name="flatValues">All elements, one row after another: [n, …].</param>
    /// <param name="nestedRowSplits">For each ragged axis, outermost first, the ends of its rows: 0, then a number not below the one before, the last the number of rows (or values) within.</param>
    /// <exception cref="ShapeException">The splits are no vectors, do not begin with 0, fall, or do not end where the values do.</exception>
    /// <exception cref="ElementTypeException">The splits are neither int32 nor int64.</exception>
    public RaggedTensor(Tensor flatValues, params IReadOnlyList<Tensor> nestedRowSplits)
    {
        ArgumentNullException.ThrowIfNull(flatValues);
        ArgumentNullException.ThrowIfNull(nestedRowSplits);
        if (flatValues.Rank == 0) throw new ShapeException("RaggedTensor: scalar values: they must have an axis, along which the rows lie.");
        if (nestedRowSplits.Count == 0) throw new ArgumentException("RaggedTensor: no row splits: give at least one; a tensor of equal rows needs none.", nameof(nestedRowSplits));
        (FlatValues, NestedRowSplits) = (flatValues, [.. nestedRowSplits]);
        splits = [.. nestedRowSplits.Select(Checked)];
        for (var axis = 0; axis < splits.Length; axis++)
        {
            var within = axis + 1 < splits.Length ? splits[axis + 1].Length - 1 : flatValues.Shape[0];
            if (splits[axis][^1] != within) throw new ShapeException($"RaggedTensor: the row splits of axis {axis} end with {splits[axis][^1]}: there are {within} {(axis + 1 < splits.Length ? "rows" : "values")} within, so they must end with {within}.");
        }
    }

    /// <summary>All elements without their rows: [n, …].</summary>
    public Tensor FlatValues { get; }

    /// <summary>The row splits of each ragged axis, outermost first.</summary>
    public IReadOnlyList<Tensor> NestedRowSplits { get; }

    /// <summary>The row splits of the first axis: [rows + 1].</summary>
    public Tensor RowSplits => NestedRowSplits[0];

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType => FlatValues.ElementType;

    /// <summary>Number of rows.</summary>
    public long Rows => splits[0].Length - 1;

    /// <summary>Number of axes: rows, one for each ragged axis, and those of an element of the flat values.</summary>
    public int Rank => splits.Length + FlatValues.Rank;

    /// <summary>The shape; ragged axes are unknown.</summary>
    public Shape Shape => new([Rows, .. Enumerable.Repeat(Shape.Unknown, splits.Length), .. FlatValues.Shape.ToArray()[1..]]);

    /// <summary>The rows of a tensor, without those elements at the end of each that are the padding.</summary>
    /// <param name="x">A tensor of at least two axes; the second becomes ragged.</param>
    /// <param name="padding">What was filled in; nothing is taken away where null. Of longer elements, [.., .., k], all parts must be it.</param>
    /// <exception cref="ShapeException">The tensor has less than two axes.</exception>
    public static RaggedTensor FromDense(Tensor x, Operand? padding = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 2) throw new ShapeException($"RaggedTensor.FromDense: a tensor of shape {x.Shape}: it must have rows and a second axis.");
        var (rows, columns) = (x.Shape[0], x.Shape[1]);
        var kept = Enumerable.Repeat(true, checked((int)(rows * columns))).ToArray();
        if (padding is { } filler)
        {
            var isValue = x.NotEqual(filler.ToTensor("RaggedTensor.FromDense", x.ElementType)).Reshape(Shape.Of([rows * columns, x.Shape[2..].Size])).Any(1).ToArray<bool>();
            for (var row = 0L; row < rows; row++)
            {
                for (var column = columns - 1; column >= 0 && !isValue[row * columns + column]; column--) kept[row * columns + column] = false;
            }
        }
        var splits = new long[rows + 1];
        for (var row = 0L; row < rows; row++) splits[row + 1] = splits[row] + kept.AsSpan((int)(row * columns), (int)columns).Count(true);
        var places = Enumerable.Range(0, kept.Length).Where(place => kept[place]).Select(place => (long)place).ToArray();
        return new(x.Reshape(Shape.Of([rows * columns]).Concat(x.Shape[2..])).GatherNd(Tensor.Constant(places, Shape.Of([places.Length, 1]))), Tensor.Constant(splits));
    }

    /// <summary>Row i of the outermost axis, as a ragged tensor of one axis less; of the last ragged axis see <see cref="Row"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">There is one ragged axis only: its rows are tensors.</exception>
    public RaggedTensor this[long row]
    {
        get
        {
            if (splits.Length == 1) throw new InvalidOperationException($"RaggedTensor: row {row} of one ragged axis as a ragged tensor: it is a tensor. Use Row.");
            var (from, to) = Ends(row);
            var inner = new Tensor[splits.Length - 1];
            for (var axis = 1; axis < splits.Length; axis++)
            {
                var part = splits[axis][(int)from..((int)to + 1)];
                (from, to) = (part[0], part[^1]);
                inner[axis - 1] = Tensor.Constant(Array.ConvertAll(part, end => end - from));
            }
            return new(FlatValues[(int)from..(int)to], inner);
        }
    }

    /// <summary>The elements of row i, through all ragged axes: [length, …].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Tensor Row(long row)
    {
        var (from, to) = Ends(row);
        for (var axis = 1; axis < splits.Length; axis++) (from, to) = (splits[axis][from], splits[axis][to]);
        return FlatValues[(int)from..(int)to];
    }

    /// <summary>The tensor with all rows filled up to the longest.</summary>
    /// <param name="defaultValue">What to fill with: a scalar; zero, false or empty text by default.</param>
    public Tensor ToDense(Operand? defaultValue = null)
    {
        var shape = new long[splits.Length + 1];
        shape[0] = Rows;
        for (var axis = 0; axis < splits.Length; axis++)
        {
            for (var row = 0; row + 1 < splits[axis].Length; row++) shape[axis + 1] = Math.Max(shape[axis + 1], splits[axis][row + 1] - splits[axis][row]);
        }
        var indices = new List<long>();
        Walk(0, 0, Rows, new long[shape.Length], indices);
        var rest = defaultValue?.ToTensor("RaggedTensor.ToDense", ElementType) ?? DefaultOf(ElementType);
        return rest.BroadcastTo(Shape.Of(shape).Concat(FlatValues.Shape[1..]))
            .ScatterUpdate(Tensor.Constant(indices.ToArray(), Shape.Of([FlatValues.Shape[0], shape.Length])), FlatValues);
    }

    /// <summary>The rows in brackets: <c>[[1, 2], [3]]</c>; of more than 1000 elements only their number.</summary>
    public override string ToString()
    {
        if (FlatValues.Size > 1000) return $"RaggedTensor(shape={Shape}, {ElementType.Name}, {FlatValues.Shape[0]} values)";
        var text = new StringBuilder();
        Write(text, 0, 0, Rows);
        return text.ToString();
    }

    /// <summary>What stands where there is no element.</summary>
    internal static Tensor DefaultOf(ElementType type) => type == ElementType.String ? Tensor.Constant("") : Tensor.Zeros([], type);

    (long From, long To) Ends(long row) => row >= 0 && row < Rows ? (splits[0][row], splits[0][row + 1])
        : throw new ArgumentOutOfRangeException(nameof(row), $"RaggedTensor: row {row}: there are {Rows}.");

    void Walk(int axis, long from, long to, long[] at, List<long> indices)
    {
        for (var i = from; i < to; i++)
        {
            at[axis] = i - from;
            if (axis == splits.Length) indices.AddRange(at);
            else Walk(axis + 1, splits[axis][i], splits[axis][i + 1], at, indices);
        }
    }

    void Write(StringBuilder text, int axis, long from, long to)
    {
        text.Append('[');
        for (var i = from; i < to; i++)
        {
            if (i > from) text.Append(", ");
            if (axis == splits.Length) text.Append(FlatValues[i].ToString().Replace("\n", ""));
            else Write(text, axis + 1, splits[axis][i], splits[axis][i + 1]);
        }
        text.Append(']');
    }

    static long[] Checked(Tensor splits)
    {
        if (splits.ElementType is not (ElementType.Int64 or ElementType.Int32)) throw new ElementTypeException($"RaggedTensor: {splits.ElementType.Name} row splits: they are int64 or int32. Cast them.");
        if (splits.Rank != 1 || splits.Shape[0] == 0) throw new ShapeException($"RaggedTensor: row splits of shape {splits.Shape}: they are a vector of at least one number.");
        var ends = Nabla.Operations.IndexValues.Of(splits).ToArray();
        for (var i = 0; i < ends.Length; i++)
        {
            if (i == 0 ? ends[0] != 0 : ends[i] < ends[i - 1]) throw new ShapeException($"RaggedTensor: row split {i} is {ends[i]}: {(i == 0 ? "the first is 0" : $"none is below the one before, {ends[i - 1]}")}.");
        }
        return ends;
    }
}
