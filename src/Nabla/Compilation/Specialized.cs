using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>A compiled function for one combination of element types and shapes: the draft, and the plans that wait for a call.</summary>
internal sealed class Specialized(Draft draft)
{
    readonly Lock access = new();
    readonly Stack<Plan> idle = new();
    readonly SeedGenerator? global = draft.Nodes.Exists(n => n.Op is NextSeed { State: var state } && ReferenceEquals(state, SeedGenerator.Global.State)) ? SeedGenerator.Global : null;

    /// <summary>Whether it was made for tensors of these types and shapes.</summary>
    internal bool Fits(ReadOnlySpan<Tensor> x)
    {
        var parameters = draft.Parameters;
        if (x.Length != parameters.Length || (global is not null && global != SeedGenerator.Global))
        {
            return false;
        }

        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].ElementType != parameters[i].ElementType || !x[i].Shape.Equals(parameters[i].Shape))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs a plan that nobody else runs.</summary>
    internal Tensor[] Run(ReadOnlySpan<Tensor> x)
    {
        var plan = Rent();
        try
        {
            return plan.Run(x);
        }
        finally
        {
            Return(plan);
        }
    }

    /// <summary>A plan that nobody else runs.</summary>
    internal Plan Rent()
    {
        lock (access)
        {
            if (idle.TryPop(out var plan))
            {
                return plan;
            }
        }

        return PlanBuilder.Make(draft);
    }

    /// <summary>Gives a plan back for the next call.</summary>
    void Return(Plan plan)
    {
        lock (access)
        {
            idle.Push(plan);
        }
    }

    internal string Explain()
    {
        var plan = Rent();
        Return(plan);
        return Explanation.Of(draft, plan);
    }
}
