using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Programs;

/// <summary>The optimizers that the programs name.</summary>
static class GraphOptimizers
{
    public static Train.Optimizer Make(string name, double rate) => name switch
    {
        "GradientDescentOptimizer" => new Train.GradientDescentOptimizer(rate),
        "AdamOptimizer" => new Train.AdamOptimizer(rate),
        _ => throw new NotSupportedNameException(name),
    };
}
