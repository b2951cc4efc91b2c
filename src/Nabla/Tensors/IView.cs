namespace Nabla;

/// <summary>An op whose outputs are views of an input's memory: nothing is computed, and attributes and shapes alone tell where.</summary>
internal interface IView
{
}

/// <summary>A view that needs its input in row-major order; others are copied first.</summary>
internal interface IRowMajorView : IView
{
}

/// <summary>An op whose outputs depend on the shapes and types of its inputs, not on their values.</summary>
internal interface IShapeOnly
{
}

/// <summary>An op that acts element by element: its inputs stretch to the shape of its output, which may take the place of one of them.</summary>
internal interface IElementwise
{
}

/// <summary>An op that carries a fused formula over what it changes.</summary>
internal interface IFusedStep
{
    /// <summary>The formula.</summary>
    Kernels.FusedProgram Program { get; }
}

/// <summary>An op that changes variables.</summary>
internal interface IChangesVariables
{
    /// <summary>The variables that it may change.</summary>
    IEnumerable<Variable> Changed { get; }
}

/// <summary>An op that computes on row-major memory: in a plan, inputs of other strides are copied to planned places first.</summary>
internal interface IRowMajorInputs
{
}
