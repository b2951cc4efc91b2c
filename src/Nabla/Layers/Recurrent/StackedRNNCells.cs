namespace Nabla.Layers;

/// <summary>Several cells as one: at each step, each takes the output of the one before.</summary>
/// <remarks>The states are those of all cells, in their order.</remarks>
public sealed class StackedRNNCells : RecurrentCell
{
    /// <summary>A cell of cells.</summary>
    /// <param name="cells">The cells, that of the input first.</param>
    /// <param name="name">Name in summaries and paths.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public StackedRNNCells(IReadOnlyList<RecurrentCell> cells, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Cells = cells.Count > 0 ? [.. cells.Select(Track)] : throw new ArgumentException($"{Name}: no cells: at least one is expected.", nameof(cells));
    }

    /// <summary>The cells, that of the input first.</summary>
    public IReadOnlyList<RecurrentCell> Cells { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [.. Cells.SelectMany(cell => cell.StateSize)];

    /// <inheritdoc/>
    public override int OutputSize => Cells[^1].OutputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> GetInitialState(Tensor x) => [.. Cells.SelectMany(cell => cell.GetInitialState(x))];

    internal override IReadOnlyList<Shape> StateShapes(Shape step) => [.. Cells.SelectMany(cell => cell.StateShapes(step))];

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        foreach (var cell in Cells)
        {
            cell.BuildFor(inputShape);
            inputShape = cell.OutputShape(inputShape);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states) => Steps(x, states)(x, states);

    internal override Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Steps(Tensor x, IReadOnlyList<Tensor> states)
    {
        var steps = new Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>>[Cells.Count];
        for (int i = 0, first = 0; i < steps.Length; first += Cells[i].StateSize.Count, i++)
        {
            steps[i] = Cells[i].Steps(i == 0 ? x : Zeros(x, Cells[i - 1].OutputSize), [.. states.Skip(first).Take(Cells[i].StateSize.Count)]);
        }

        return (at, before) =>
        {
            var after = new List<Tensor>();
            int from = 0;
            for (int i = 0; i < steps.Length; i++)
            {
                int count = Cells[i].StateSize.Count;
                Tensor[] own = [.. before.Skip(from).Take(count)];
                var next = steps[i](at.ElementType == Cells[i].DTypePolicy.ComputeType ? at : at.Cast(Cells[i].DTypePolicy.ComputeType), own);
                at = next[0];
                after.AddRange(next.Skip(1));
                from += count;
            }

            return [at, .. after];
        };
    }

    internal override RecurrentCell? Copy() => Cells.Select(cell => cell.Copy()).ToArray() is var copies && Array.TrueForAll(copies, copy => copy is not null) ? new StackedRNNCells(copies!, Name) : null;
}
