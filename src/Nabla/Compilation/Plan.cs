namespace Nabla.Compilation;

/// <summary>A compiled function for given shapes: a flat list of steps on memory that lies ready. One call at a time.</summary>
internal sealed class Plan
{
    internal required PlanStep[] Steps { get; init; }

    /// <summary>What shows the memory of each parameter; null where none is needed.</summary>
    internal required (PlacedMemory? Memory, Cell? Cell)[] Parameters { get; init; }

    internal required IReadOnlyList<(Variable Variable, PlacedMemory Memory)> Variables { get; init; }

    /// <summary>Memory that leaves with the results.</summary>
    internal required PlacedMemory[] Leaving { get; init; }

    internal required PlanResult[] Results { get; init; }

    /// <summary>The memory that planned values share.</summary>
    internal required Storage[] Buffers { get; init; }

    /// <summary>What fills the results' array.</summary>
    internal Tensor[] Run(ReadOnlySpan<Tensor> x)
    {
        for (int i = 0; i < Parameters.Length; i++)
        {
            var (memory, cell) = Parameters[i];
            if (cell is not null)
            {
                cell.Value = x[i].Resolve();
            }
            else if (memory is not null)
            {
                var given = x[i].Resolve().Contiguous();
                memory.Point(given.Storage, given.Offset);
            }
        }

        PlacedMemory.PointAll(Variables);

        foreach (var memory in Leaving)
        {
            memory.Point(Storage.Allocate(memory.ElementType, memory.Size));
        }

        int at = 0;
        try
        {
            for (; at < Steps.Length; at++)
            {
                Steps[at].Run();
            }
        }
        catch (Exception error) when (Steps[at].Source is not null && error is not (OperationCanceledException or NodeException or OutOfMemoryException))
        {
            throw new NodeException(Steps[at].Source!, error);
        }

        if (Results.Length == 0)
        {
            return [];
        }

        var results = new Tensor[Results.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Results[i].Take();
        }

        return results;
    }
}

/// <summary>How a result leaves a plan.</summary>
internal readonly record struct PlanResult(Tensor? Placed, Cell? Cell)
{
    /// <summary>The result as a tensor that the plan will not touch any more.</summary>
    internal Tensor Take()
    {
        if (Cell is not null)
        {
            return Cell.Value!.Copied();
        }

        return Placed is not PlacedTensor { Memory.Kind: not MemoryKind.Result } ? Placed!.Alias() : Placed.Copied();
    }
}
