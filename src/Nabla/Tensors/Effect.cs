namespace Nabla;

/// <summary>What an operation does besides computing its outputs. Passes may merge, move or drop only those without effect.</summary>
public enum Effect
{
    /// <summary>The outputs are a function of the inputs and nothing else happens.</summary>
    None,

    /// <summary>Reads state that other operations write.</summary>
    ReadsState,

    /// <summary>Changes the value of a variable.</summary>
    WritesState,

    /// <summary>Is seen outside: prints, writes a file, draws from the world.</summary>
    OutsideWorld,
}
