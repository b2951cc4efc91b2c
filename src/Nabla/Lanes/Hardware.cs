using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>What the processor can do, as constants of the JIT.</summary>
internal static class Hardware
{
    /// <summary>True where x·y + z takes one instruction and one rounding.</summary>
    public static bool HasFusedMultiplyAdd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.Arm64.IsSupported;
    }
}
